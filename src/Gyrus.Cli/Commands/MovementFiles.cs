using System.CommandLine;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Signals;
using Gyrus.Signals.Denoising;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>How the heads moved: from fMRIPrep's tables, or from the six columns that another program writes.</summary>
internal sealed record MovementFiles(
    IReadOnlyList<string?> Tables,
    IReadOnlyList<IReadOnlyList<double>?> Displacements,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>The tables, one per image.</summary>
    public static readonly Option<string[]> ConfoundsOption = new("--confounds", "-c")
    {
        Description =
            "Tables of confounds or movements, one per image in the same order; by default those beside the images.",
        HelpName = "table",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Order and units of columns without names.</summary>
    public static readonly Option<string> ConventionOption = new("--motion-convention")
    {
        Description =
            "Order and units of six movement columns without names: spm (mm, then radians), fsl (radians, then mm), afni (degrees, then mm), hcp (mm, then degrees). By default the file's name tells (rp_*, *.par, *.1D, Movement_Regressors*).",
        HelpName = "program",
    };

    static MovementFiles() => ConventionOption.AcceptOnlyFromAmong("spm", "fsl", "afni", "hcp");

    /// <summary>Reads the tables of a call, or those beside the images where there are any.</summary>
    public static MovementFiles Of(ParseResult call, IReadOnlyList<string> images, int[] volumes)
    {
        string[] given = call.GetValue(ConfoundsOption) ?? [];
        if (given.Length != 0 && given.Length != images.Count)
        {
            throw new ArgumentException(
                $"--confounds: expected one table per image ({images.Count}), but got {given.Length}."
            );
        }

        var warnings = new List<string>();
        string?[] tables = [.. given.Length > 0 ? given : images.Select(i => Beside(i, warnings))];
        return new MovementFiles(
            tables,
            [.. tables.Select((t, k) => t is null ? null : Displacement(call, t, volumes[k], warnings))],
            warnings
        );
    }

    private static string? Beside(string image, List<string> warnings)
    {
        try
        {
            return FmriprepFiles.Confounds(image);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            warnings.Add($"{exception.Message} Without it there is no framewise displacement.");
            return null;
        }
    }

    private static IReadOnlyList<double>? Displacement(
        ParseResult call,
        string path,
        int volumes,
        List<string> warnings
    )
    {
        Confounds table = ConfoundTable.Read(path);
        if (table.Samples != volumes)
        {
            throw new ArgumentException(
                Invariant(
                    $"{path}: expected one row per volume ({volumes}), but got {table.Samples}. Is the table of another run?"
                )
            );
        }

        if (new FmriprepConfounds(path, table).FramewiseDisplacements() is { } displacements)
        {
            return displacements;
        }

        // Columns without names are called after the file.
        if (table.Names.Count >= 6 && table.Names[0] == $"{BidsName.StemOf(path)} 1")
        {
            return FramewiseDisplacement.Power(table.Values, ConventionOf(call, path));
        }

        warnings.Add(
            $"{path}: the table has neither framewise_displacement nor the six movements, so there is no framewise displacement."
        );
        return null;
    }

    private static MotionConvention ConventionOf(ParseResult call, string path)
    {
        string name = Path.GetFileName(path);
        string? program =
            call.GetValue(ConventionOption)
            ?? (
                name.StartsWith("rp_", StringComparison.OrdinalIgnoreCase) ? "spm"
                : name.EndsWith(".par", StringComparison.OrdinalIgnoreCase) ? "fsl"
                : name.EndsWith(".1D", StringComparison.OrdinalIgnoreCase) ? "afni"
                : name.StartsWith("Movement_Regressors", StringComparison.OrdinalIgnoreCase) ? "hcp"
                : null
            );
        return program switch
        {
            "spm" => MotionConvention.Spm,
            "fsl" => MotionConvention.Fsl,
            "afni" => MotionConvention.Afni,
            "hcp" => MotionConvention.Hcp,
            _ => throw new ArgumentException(
                $"{path}: six columns without names, but neither their names nor that of the file say which program wrote them. Say it with --motion-convention spm, fsl, afni or hcp."
            ),
        };
    }
}
