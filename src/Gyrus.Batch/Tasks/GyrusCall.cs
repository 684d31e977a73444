namespace Gyrus.Batch.Tasks;

/// <summary>Makes a call of gyrus in this process, and returns its exit code.</summary>
/// <param name="arguments">The arguments, as a command line gives them.</param>
/// <param name="error">Where progress, warnings and errors go.</param>
/// <param name="cancellationToken">Asks the call to stop at the next safe point.</param>
public delegate Task<int> GyrusCall(
    IReadOnlyList<string> arguments,
    TextWriter error,
    CancellationToken cancellationToken
);
