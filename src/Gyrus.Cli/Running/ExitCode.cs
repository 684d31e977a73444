namespace Gyrus.Cli.Running;

/// <summary>How a call ends.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The call or an input was wrong, or the call was cancelled; nothing half-written was left.</summary>
    public const int UsageOrInput = 1;

    /// <summary>Done and written, but a fit ran out of iterations before its certificate was reached.</summary>
    public const int NotConverged = 3;
}
