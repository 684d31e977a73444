using System.CommandLine;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>What a call says of the confounds of its images.</summary>
internal sealed record ConfoundInputs
{
    /// <summary>Gets what there is of each image.</summary>
    public required IReadOnlyList<ScanConfounds> Scans { get; init; }

    /// <summary>Gets the paths that were read, for the provenance.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Gets what is odd about the tables.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Gets what was taken from fMRIPrep's tables, or null when the call names columns itself.</summary>
    public Denoising? Denoising { get; init; }

    /// <summary>The cleaner of a call, without a second high-pass filter.</summary>
    /// <exception cref="ArgumentException">The call itself asks for one.</exception>
    public SignalCleaner Cleaner(ParseResult call)
    {
        SignalCleaner cleaner = CleaningOptions.Of(call);
        if (Denoising is not { HasCosines: true })
        {
            return cleaner;
        }

        return CleaningOptions.AsksForHighPass(call)
            ? throw new ArgumentException(
                "--high-pass: the cosines of the confound tables are a high-pass filter (of 128 s) already, and a second one would only cost degrees of freedom. Leave --high-pass out, or leave the cosines out (--no-cosines)."
            )
            : cleaner with
            {
                HighPassHz = null,
            };
    }

    /// <summary>A table that lends no column must fit its image too: its rows say which volumes stay.</summary>
    public void RequireVolumes(int[] volumes)
    {
        for (int k = 0; k < volumes.Length; k++)
        {
            if (Scans[k].Volumes is { } rows && rows != volumes[k])
            {
                throw new ArgumentException(
                    Invariant(
                        $"{Denoising?.Tables[k] ?? Files[k]}: expected one confound row per volume ({volumes[k]}), but got {rows}. Is the table of another run?"
                    )
                );
            }
        }
    }
}
