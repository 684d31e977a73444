namespace Gyrus.Pipelines;

/// <summary>Where a result comes from: what is needed to compute it again, bit for bit.</summary>
public sealed record Provenance
{
    /// <summary>Gets the version of Gyrus.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the verb that made the result, such as <c>gyrus connectome</c>.</summary>
    public required string Command { get; init; }

    /// <summary>Gets every option that shapes the result, defaults included, in the words of the command line.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>Gets the inputs.</summary>
    public required IReadOnlyList<SourceFile> Inputs { get; init; }

    /// <summary>Gets the seed of the random steps, or null where there were none.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Gets the linear algebra in use; another one may change the last digits.</summary>
    public required string LinearAlgebra { get; init; }

    /// <summary>Gets the operating system, run-time and processor; of a reproducible run the kind of processor alone.</summary>
    public required string Platform { get; init; }

    /// <summary>Gets when the computation began (UTC), or null in a reproducible run, whose bytes depend on its inputs only.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Gets how long it took, in seconds, or null in a reproducible run.</summary>
    public double? Seconds { get; init; }
}
