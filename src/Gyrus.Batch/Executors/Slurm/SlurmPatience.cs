namespace Gyrus.Batch.Executors.Slurm;

/// <summary>Asks Slurm again while the reason why it does not answer may pass: a controller that restarts does not end a run of days.</summary>
/// <param name="pollSeconds">The usual time between two questions, in seconds.</param>
/// <param name="warn">Hears the reason, once for each question.</param>
internal sealed class SlurmPatience(double pollSeconds, Action<string> warn)
{
    private const int MostQuestions = 60;
    private const double LongestPauseSeconds = 10;

    /// <summary>The answer to a question.</summary>
    /// <exception cref="SlurmException">The reason does not pass, or has not after many questions.</exception>
    public async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await question();
            }
            catch (SlurmException exception) when (exception.IsPassing && attempt < MostQuestions)
            {
                if (attempt == 1)
                {
                    warn($"{exception.Message} It is asked again.");
                }

                await Task.Delay(TimeSpan.FromSeconds(Math.Min(pollSeconds, LongestPauseSeconds)), cancellationToken);
            }
        }
    }
}
