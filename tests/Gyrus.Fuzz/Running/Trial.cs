using System.Diagnostics;

namespace Gyrus.Fuzz.Running;

/// <summary>Writes inputs into a folder of its own, has them read, and judges what happens.</summary>
internal sealed class Trial(string folder) : IDisposable
{
    /// <summary>A call may allocate this many times the declared size, besides the allowance of its format.</summary>
    public const double MostRatio = 2;

    /// <summary>The fault of a call that allocated more.</summary>
    public const string Memory = "memory";

    private readonly Dictionary<string, byte[]> _there = [];
    private readonly string _folder = Directory
        .CreateDirectory(Path.Combine(folder, $"gyrus-fuzz-{Guid.NewGuid():N}"))
        .FullName;

    public Verdict Judge(FuzzFormat format, FuzzInput input)
    {
        Write(input);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        Exception? error = null;
        try
        {
            format.Read(input, _folder);
        }
        catch (Exception caught)
        {
            error = caught;
        }

        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        long beyond = GC.GetAllocatedBytesForCurrentThread() - before - format.Allowance;
        double ratio = beyond <= 0 ? 0 : beyond / (double)Math.Max(1, Declared(format, input));
        if (error is not null && Fault(format, error, input) is { } fault)
        {
            return new Verdict(VerdictKind.Fault, milliseconds, ratio, fault, error.ToString());
        }

        if (ratio > MostRatio)
        {
            string much = $"allocated {beyond:N0} bytes beyond the allowance, {ratio:0.0} times the declared size";
            return new Verdict(VerdictKind.Fault, milliseconds, ratio, Memory, much);
        }

        return new Verdict(error is null ? VerdictKind.Read : VerdictKind.Refused, milliseconds, ratio);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string? Fault(FuzzFormat format, Exception error, FuzzInput input)
    {
        if (!format.IsDocumented(error))
        {
            string where = new StackTrace(error)
                .GetFrames()
                .Select(f => f.GetMethod())
                .Where(m => m?.DeclaringType?.FullName?.StartsWith("Gyrus.", StringComparison.Ordinal) == true)
                .Select(m => $"{m!.DeclaringType!.Name}.{m.Name}")
                .FirstOrDefault("?");
            return error is BrokenPromiseException
                ? $"promise: {error.Message[..Math.Min(24, error.Message.Length)]}"
                : $"{error.GetType().Name} in {where}";
        }

        return Sentence.Problem(error.Message, input) is { } problem ? "message: " + problem : null;
    }

    private long Declared(FuzzFormat format, FuzzInput input)
    {
        try
        {
            return format.DeclaredBytes(input, _folder);
        }
        catch (InvalidDataException)
        {
            // No header, nothing declared.
            return 0;
        }
    }

    /// <summary>Writes what is not there yet, and removes what the input does not have.</summary>
    private void Write(FuzzInput input)
    {
        foreach (FuzzFile file in input.Files)
        {
            if (!_there.TryGetValue(file.Name, out byte[]? bytes) || !ReferenceEquals(bytes, file.Bytes))
            {
                File.WriteAllBytes(Path.Combine(_folder, file.Name), file.Bytes);
                _there[file.Name] = file.Bytes;
            }
        }

        if (_there.Count > input.Files.Count)
        {
            foreach (string name in _there.Keys.Except(input.Files.Select(f => f.Name)).ToList())
            {
                File.Delete(Path.Combine(_folder, name));
                _there.Remove(name);
            }
        }
    }
}
