using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.EncodingModels;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>The option that bounds the memory of a verb of <c>gyrus glm</c>, and what follows from it.</summary>
internal static class GlmMemory
{
    /// <summary>The most memory.</summary>
    public static readonly Option<int?> Most = new("--memory")
    {
        HelpName = "MiB",
        Description =
            "The most memory that the call may take. Says before it starts what it needs; where a stored design needs more, covariates stay on disk and are read in passes. The tables are uncompressed .npy files.",
    };

    private const double Mebibyte = 1 << 20;

    /// <summary>Reads the recording of a model, or opens it where only a streamed design fits; of a call without the option, reads it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="file">The model file.</param>
    /// <param name="studyOf">The study of a recording.</param>
    /// <exception cref="ArgumentException">Not even a streamed design fits, or what is asked for needs a stored one.</exception>
    public static EncodingStudy Study(ParseResult call, ModelFile file, Func<EncodingRecording, EncodingStudy> studyOf)
    {
        if (Budget(call) is not { } budget)
        {
            return studyOf(file.ReadRecording());
        }

        EncodingStudy streamed = studyOf(file.OpenRecording());
        if (streamed.Model.IsNested)
        {
            throw new ArgumentException(
                $"{Most.Name} bounds the memory of 'fit', 'path' and 'cv', but not of nested cross-validation. Call the verb without one of the two."
            );
        }

        if (streamed.Model.IsRelative)
        {
            throw new ArgumentException(
                $"{Most.Name} bounds the memory of features of covariates, but not of 'self' and 'others', of which every neuron has a design of its own. Call the verb without it, and with fewer neurons at a time (--neurons) where memory is short."
            );
        }

        var memory = EncodingMemory.Of(streamed, WorkOf(call.CommandResult.Command.Name));
        long given = Math.Min(budget, MemoryLimit.Available + EncodingMemory.Program);
        bool stores = memory.StoredBytes <= given;
        long needed = Math.Min(memory.StreamedBytes, memory.StoredBytes);
        if (needed > budget)
        {
            throw new ArgumentException(
                Invariant(
                    $"{Most.Name}: expected at least {Ceiling(needed)} MiB, which streaming needs for {streamed.Recording.Bins} bins and {streamed.Threads} threads, but got {Ceiling(budget)}. A stored design would need about {Ceiling(memory.StoredBytes)} MiB."
                )
            );
        }

        if (needed > given)
        {
            throw new ArgumentException(
                Invariant(
                    $"{Most.Name}: the call needs {Ceiling(needed)} MiB, but this process is not given more than {Ceiling(given)} MiB. In a container or a job that is about three quarters of its limit: raise the limit to {Ceiling(Math.Max(needed, (needed - EncodingMemory.Program) * 4 / 3))} MiB."
                )
            );
        }

        if (!CommonOptions.Of(call).Quiet)
        {
            call.InvocationConfiguration.Error.WriteLine(
                stores
                    ? Invariant(
                        $"memory: about {Ceiling(memory.StoredBytes)} MiB with a stored design, of the {Ceiling(budget)} MiB allowed"
                    )
                    : Invariant(
                        $"memory: at most {Ceiling(memory.StreamedBytes)} MiB with a streamed design, of the {Ceiling(budget)} MiB allowed (a stored design: about {Ceiling(memory.StoredBytes)} MiB)"
                    )
            );
        }

        MemoryLimit.Set((stores ? budget : memory.StreamedBytes) - EncodingMemory.Program);
        if (!stores)
        {
            return streamed;
        }

        (streamed.Recording.Streamed as IDisposable)?.Dispose();
        return studyOf(file.ReadRecording());
    }

    private static EncodingWork WorkOf(string verb) =>
        verb switch
        {
            "fit" => EncodingWork.Fit,
            "path" => EncodingWork.Path,
            _ => EncodingWork.CrossValidation,
        };

    private static long? Budget(ParseResult call) =>
        call.GetValue(Most) switch
        {
            null => null,
            >= 1 and var mebibytes => (long)mebibytes << 20,
            var other => throw new ArgumentException(
                Invariant($"{Most.Name} must be at least 1 MiB, but was {other}.")
            ),
        };

    private static double Ceiling(long bytes) => Math.Ceiling(bytes / Mebibyte);
}
