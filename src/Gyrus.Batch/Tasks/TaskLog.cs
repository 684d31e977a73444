using System.Text;

namespace Gyrus.Batch.Tasks;

/// <summary>The log of an attempt. It remembers the last sentence that gyrus said: of a call that failed this is the reason.</summary>
internal sealed class TaskLog(StreamWriter file) : TextWriter
{
    private const string Mark = "gyrus: ";
    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();

    /// <summary>Gets what the call said last in its own name, or null.</summary>
    public string? Reason { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Opens the log of an attempt; its folder is there.</summary>
    public static TaskLog Open(string path) =>
        new(new StreamWriter(path, append: true, new UTF8Encoding(false)) { AutoFlush = false });

    /// <inheritdoc/>
    public override void Write(char value)
    {
        lock (_gate)
        {
            Keep(value);
            if (value != '\n')
            {
                _line.Append(value);
                return;
            }

            Flush();
            string line = _line.ToString();
            _line.Clear();
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                Reason = line[Mark.Length..].TrimEnd('\r');
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        lock (_gate)
        {
            foreach (char c in value ?? "")
            {
                Write(c);
            }
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        try
        {
            file.Flush();
        }
        catch (IOException)
        {
            // The same as when a character cannot be kept.
        }
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <summary>A disk that is full must not end a call that may still succeed, nor hide the reason of one that cannot.</summary>
    private void Keep(char value)
    {
        try
        {
            file.Write(value);
        }
        catch (IOException)
        {
            // Then the log ends here.
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                file.Dispose();
            }
            catch (IOException)
            {
                // The same.
            }
        }

        base.Dispose(disposing);
    }
}
