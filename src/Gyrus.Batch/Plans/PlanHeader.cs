namespace Gyrus.Batch.Plans;

/// <summary>The first line of a plan: what all its tasks have in common.</summary>
public sealed record PlanHeader
{
    /// <summary>The format this program writes.</summary>
    internal const string CurrentFormat = "gyrus-plan-1";

    /// <summary>Gets the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Gets what the study is called.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the folder in which results are published.</summary>
    public required string Output { get; init; }

    /// <summary>Gets the folder that relative paths in arguments start from.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Gets the version of Gyrus with its build.</summary>
    public string Version { get; init; } = PlanMachine.Version;

    /// <summary>Gets the linear algebra with which every task must compute: another one changes the last digits.</summary>
    public string LinearAlgebra { get; init; } = Numerics.LinearAlgebra.Current.Name;

    /// <summary>Gets the widest vectors of processor that tasks may use, 128, 256 or 512 bits: the order of sums depends on them.</summary>
    public int VectorBits { get; init; } = PlanMachine.VectorBits;
}
