namespace Gyrus.Remote.Transfer;

/// <summary>A file could not be fetched. The message is for the user: which address, why, and what to do.</summary>
public sealed class TransferException : IOException
{
    /// <summary>Creates the error.</summary>
    public TransferException(string message, Exception? inner = null)
        : base(message, inner) { }

    /// <summary>Creates the error without words.</summary>
    public TransferException()
        : this("The file could not be fetched.") { }

    /// <summary>Creates the error.</summary>
    public TransferException(string message)
        : this(message, null) { }
}

/// <summary>Why one attempt failed, and whether the next may succeed.</summary>
internal sealed class AttemptException(string reason, bool mayPass, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Gets whether another attempt makes sense.</summary>
    public bool MayPass { get; } = mayPass;

    /// <summary>Gets how many attempts are worth while.</summary>
    public int Worth { get; init; } = int.MaxValue;

    /// <summary>Gets how long the server asked us to wait, or null.</summary>
    public TimeSpan? Wish { get; init; }
}
