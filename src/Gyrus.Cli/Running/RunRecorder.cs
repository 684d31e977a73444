using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Gyrus.IO;
using Gyrus.IO.Bids;
using Gyrus.Numerics;
using Gyrus.Pipelines;

namespace Gyrus.Cli.Running;

/// <summary>Collects, from the start of a call, what its results must say of where they come from.</summary>
internal sealed class RunRecorder
{
    /// <summary>Options that change where and how a call runs, never what it computes.</summary>
    private static readonly string[] WithoutEffect =
    [
        "--quiet",
        "--json",
        "--threads",
        "--out",
        "--help",
        "--npy",
        "--no-cache",
        "--cache-limit",
        "--plan",
        "--task-memory",
        "--task-minutes",
        "--task-cores",
        "--vector-bits",
        "--reproducible",
        "--work-dir",
    ];

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;
    private readonly SortedDictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly string _command;
    private readonly bool _reproducible;

    /// <summary>Starts recording.</summary>
    /// <param name="call">The call.</param>
    /// <param name="ignored">Options that this call does not use.</param>
    /// <param name="reproducible">Whether the record leaves out time and machine even when the call does not ask for it.</param>
    public RunRecorder(ParseResult call, IEnumerable<Option>? ignored = null, bool reproducible = false)
    {
        _command = NameOf(call);
        _reproducible = reproducible || CommonOptions.IsReproducible(call);
        var unused = new HashSet<Option>(ignored ?? []);
        foreach (Option option in call.CommandResult.Command.Options)
        {
            if (!WithoutEffect.Contains(option.Name) && !unused.Contains(option) && ValueOf(call, option) is { } value)
            {
                _options[option.Name.TrimStart('-')] = value;
            }
        }
    }

    /// <summary>A record that was taken on the way, with the time until now.</summary>
    public Provenance Lengthen(Provenance provenance) =>
        provenance with
        {
            Seconds = _reproducible ? null : _watch.Elapsed.TotalSeconds,
        };

    /// <summary>Adds what the command line does not say.</summary>
    public RunRecorder Add(string name, string value)
    {
        _options[name] = value;
        return this;
    }

    /// <summary>Gets the hashes of the inputs, for whoever needs them before the end.</summary>
    public HashedFiles Hashes { get; } = new();

    /// <summary>The record, as of now.</summary>
    /// <exception cref="IOException">An input was changed since it was hashed.</exception>
    public Provenance Finish(
        IReadOnlyList<string> files,
        int threads,
        ulong? seed = null,
        CancellationToken cancellationToken = default
    )
    {
        IReadOnlyList<SourceFile> inputs = Hashes.Of(files, threads, cancellationToken);
        Hashes.RequireUnchanged();
        return new Provenance
        {
            Version = DatasetDescription.Version,
            Command = _command,
            Options = _options,
            Inputs = inputs,
            Seed = seed,
            LinearAlgebra = LinearAlgebra.Current.Name,
            Platform = _reproducible
                ? $"{RuntimeInformation.ProcessArchitecture}"
                : $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}",
            Started = _reproducible ? null : _started,
            Seconds = _reproducible ? null : _watch.Elapsed.TotalSeconds,
        };
    }

    /// <summary>gyrus and its verbs, from the outermost to the one called.</summary>
    private static string NameOf(ParseResult call)
    {
        string name = "";
        for (SymbolResult? at = call.CommandResult; at is CommandResult command; at = at.Parent)
        {
            name = command.Command is RootCommand ? "gyrus" + name : $" {command.Command.Name}{name}";
        }

        return name;
    }

    private static string? ValueOf(ParseResult call, Option option)
    {
        if (call.GetResult(option) is not { } result)
        {
            return null;
        }

        if (option.ValueType == typeof(bool))
        {
            return result.Implicit || result.Tokens is [{ Value: "false" }] ? null : "true";
        }

        return result.Tokens.Count > 0 ? string.Join(' ', result.Tokens.Select(ShortName))
            : option.HasDefaultValue ? FormattableString.Invariant($"{option.GetDefaultValue()}")
            : null;
    }

    /// <summary>A file is recorded by its name: its folder says nothing of the data and something of the person.</summary>
    private static string ShortName(Token token) =>
        File.Exists(token.Value) ? Path.GetFileName(token.Value) : token.Value;
}
