using System.Runtime.CompilerServices;

namespace Gyrus.Testing;

/// <summary>A fact that reads the shared folder; skipped, saying so, where the folder is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = SharedFolder.Exists ? null : SharedTheoryAttribute.Reason;
}

/// <summary>A theory that reads the shared folder; skipped, saying so, where the folder is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    internal const string Reason = "The shared folder of goldens and recordings is absent (set GYRUS_SHARED).";

    public SharedTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = SharedFolder.Exists ? null : Reason;
}
