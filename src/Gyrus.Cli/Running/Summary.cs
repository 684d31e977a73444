using System.Text.Json.Nodes;
using Gyrus.Pipelines;

namespace Gyrus.Cli.Running;

/// <summary>What a verb did, for a person (a few lines) or a program (<c>--json</c>: one object).</summary>
internal sealed class Summary
{
    private readonly JsonObject _values = [];
    private readonly List<string> _lines = [];

    /// <summary>Adds a text.</summary>
    public Summary Add(string name, string? value) => AddNode(name, value is null ? null : JsonValue.Create(value));

    /// <summary>Adds a number; one that is not finite becomes null.</summary>
    public Summary Add(string name, double value) =>
        AddNode(name, double.IsFinite(value) ? JsonValue.Create(value) : null);

    /// <summary>Adds a truth value.</summary>
    public Summary Add(string name, bool value) => AddNode(name, JsonValue.Create(value));

    /// <summary>Adds a list of texts.</summary>
    public Summary Add(string name, IEnumerable<string> values) =>
        AddNode(name, new JsonArray([.. values.Select(v => JsonValue.Create(v))]));

    /// <summary>Adds a list of numbers; those that are not finite become null.</summary>
    public Summary Add(string name, IEnumerable<double> values) =>
        AddNode(name, new JsonArray([.. values.Select(v => double.IsFinite(v) ? JsonValue.Create(v) : null)]));

    /// <summary>Adds a line for a person.</summary>
    public Summary Line(string text)
    {
        _lines.Add(text);
        return this;
    }

    /// <summary>Adds how long it took, where the record of the run says so.</summary>
    public Summary Took(Provenance? provenance) =>
        provenance?.Seconds is { } seconds
            ? Add("seconds", seconds).Line(FormattableString.Invariant($"{seconds:0.0} s"))
            : this;

    /// <summary>Prints the lines, or the object, or nothing.</summary>
    public void Print(CommonOptions options, TextWriter output, string headline)
    {
        if (options.Json)
        {
            output.WriteLine(_values.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
        }
        else if (!options.Quiet)
        {
            output.WriteLine(headline);
            foreach (string line in _lines)
            {
                output.WriteLine("  " + line);
            }
        }
    }

    private Summary AddNode(string name, JsonNode? value)
    {
        _values[name] = value;
        return this;
    }
}
