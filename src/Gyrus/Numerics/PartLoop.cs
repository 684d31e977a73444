using System.Runtime.ExceptionServices;

namespace Gyrus.Numerics;

/// <summary>Runs the parts of a computation (folds, subjects) on several threads. What a part computes depends on nothing but its index.</summary>
internal static class PartLoop
{
    /// <summary>The results of the parts, in their order, whatever the number of threads.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TResult[] Run<TResult>(
        int parts,
        int threads,
        Func<int, TResult> compute,
        CancellationToken cancellationToken
    )
    {
        var results = new TResult[parts];
        var errors = new ExceptionDispatchInfo?[parts];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        int next = -1;
        bool failed = false;
        Parallel.For(
            0,
            Math.Min(Require.AtLeast(1, threads), parts),
            options,
            _ =>
            {
                // One by one: a part may take seconds, and ranges of them would leave threads idle at the end.
                while (!Volatile.Read(ref failed) && !cancellationToken.IsCancellationRequested)
                {
                    int part = Interlocked.Increment(ref next);
                    if (part >= parts)
                    {
                        return;
                    }

                    try
                    {
                        results[part] = compute(part);
                    }
                    catch (Exception error)
                    {
                        errors[part] = ExceptionDispatchInfo.Capture(error);
                        Volatile.Write(ref failed, true);
                    }
                }
            }
        );

        // A caller expects the error of the part itself; of several, that of the first part, as on one thread.
        Array.Find(errors, static e => e is not null)?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        return results;
    }
}
