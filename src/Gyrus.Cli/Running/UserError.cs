namespace Gyrus.Cli.Running;

/// <summary>Turns the exceptions that a user can cause into one sentence. Anything else is a fault of ours.</summary>
internal static class UserError
{
    /// <summary>The sentence for the user, or null when the exception is not theirs.</summary>
    public static string? Explain(Exception exception) =>
        exception switch
        {
            OperationCanceledException => "cancelled. What was finished is kept; nothing half-written was left.",
            AggregateException { InnerExceptions.Count: > 0 } many => Explain(many.InnerExceptions[0]),
            ArgumentException argument => WithoutParameter(argument),
            UnauthorizedAccessException denied => denied.Message,
            InvalidDataException or IOException or ArithmeticException or NotSupportedException => exception.Message,
            OutOfMemoryException => "out of memory. Use fewer --threads, a coarser atlas or fewer subjects.",
            _ => null,
        };

    /// <summary>.NET appends " (Parameter 'x')" to the sentence: the name of our variable tells a user nothing.</summary>
    private static string WithoutParameter(ArgumentException exception)
    {
        int at = exception.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return at < 0 ? exception.Message : exception.Message[..at];
    }
}
