namespace Gyrus.Cli.Running;

/// <summary>Turns the exceptions that a user can cause into one sentence. Anything else is a fault of ours.</summary>
internal static class UserError
{
    /// <summary>The sentence for the user, or null when the exception is not theirs.</summary>
    public static string? Explain(Exception exception) =>
        Sentence(exception) is { } sentence ? OptionWords.Translate(sentence) : null;

    private static string? Sentence(Exception exception) =>
        exception switch
        {
            OperationCanceledException => "cancelled. What was finished is kept; nothing half-written was left.",
            AggregateException { InnerExceptions.Count: > 0 } many => Sentence(many.InnerExceptions[0]),
            ArgumentException argument => WithoutParameter(argument),
            FileNotFoundException { FileName: { } path } => NotFound(path),
            DirectoryNotFoundException missing => missing.Message,
            UnauthorizedAccessException denied => denied.Message,
            Gyrus.Covariance.Cleaning.EstimatorUndefinedException undefined => undefined.Message,
            InvalidDataException or IOException or ArithmeticException or NotSupportedException => exception.Message,
            OutOfMemoryException =>
                "out of memory. Use fewer --threads, a coarser atlas, fewer subjects, or a larger --memory.",
            _ => null,
        };

    /// <summary>A pattern that reaches us is one for which the shell found nothing, or one in quotes.</summary>
    private static string NotFound(string path) =>
        path.AsSpan().IndexOfAny('*', '?', '[') >= 0
            ? $"{path}: no file fits this pattern. Look at the folder and the spelling, and write patterns without quotes."
            : $"{path}: there is no such file.";

    /// <summary>.NET appends " (Parameter 'x')" to the sentence: the name of our variable tells a user nothing.</summary>
    private static string WithoutParameter(ArgumentException exception)
    {
        int at = exception.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return at < 0 ? exception.Message : exception.Message[..at];
    }
}
