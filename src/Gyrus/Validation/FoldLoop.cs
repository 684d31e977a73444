using System.Runtime.ExceptionServices;

namespace Gyrus.Validation;

/// <summary>Runs the folds of a cross-validation on several threads. What a fold computes depends on nothing but its index.</summary>
internal static class FoldLoop
{
    /// <summary>The results of the folds, in their order, whatever the number of threads.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static TResult[] Run<TResult>(
        int folds,
        int threads,
        Func<int, TResult> fit,
        CancellationToken cancellationToken
    )
    {
        var results = new TResult[folds];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, folds, options, f => results[f] = fit(f));
        }
        catch (AggregateException errors)
        {
            // A caller expects the error of the fold itself; of several, that of the first raised.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }

        return results;
    }
}
