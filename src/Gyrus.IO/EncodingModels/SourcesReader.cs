using Gyrus.Glm.Features;

namespace Gyrus.IO.EncodingModels;

/// <summary>Reads the part of a model file that says where the recording is.</summary>
internal static class SourcesReader
{
    /// <summary>Reads <c>data</c>. Relative paths are relative to the model file.</summary>
    public static EncodingSources Read(ModelSection root, string folder)
    {
        ModelSection data = root.SectionOf(root.Need("data"), "'data'");
        ModelSection? spikes = data.Section("spikes");
        string[] responses = data.Texts("responses") ?? [];
        if ((spikes is null) == (responses.Length == 0))
        {
            throw data.Fault(
                data.Node,
                "expected either 'responses' (columns of counts) or 'spikes' (a table of spike times) in 'data'."
            );
        }

        ModelNode tables = data.Need("tables");
        if (ModelSection.ItemsOf(tables).Count == 0)
        {
            throw data.Fault(tables, "expected at least one table in 'tables', but the list is empty.");
        }

        EncodingSources sources = data.Make(() =>
            new EncodingSources
            {
                Tables = [.. ModelSection.ItemsOf(tables).Select(t => FileOf(data, t, "tables", folder))],
                Responses = responses,
                Time = data.Text("time"),
                BinWidthSeconds = data.Positive("binWidthSeconds"),
                Trials = data.Text("trials"),
                Offset = data.Text("offset"),
                Portion = PortionOf(data),
                Where = data.Section("where") is { } where
                    ? WhereOf(where)
                    : new Dictionary<string, IReadOnlyList<string>>(),
            }
        );
        sources = spikes is null ? sources : WithSpikes(sources, spikes, folder);
        data.Finish();
        return sources is { Spikes: not null, Time: null }
            ? throw data.Fault(
                data.Node,
                "expected 'time' in 'data' beside 'spikes': the column that says when each bin begins."
            )
            : sources;
    }

    private static EncodingSources WithSpikes(EncodingSources sources, ModelSection spikes, string folder)
    {
        EncodingSources with = sources with
        {
            Spikes = FileOf(spikes, spikes.Need("file"), "file", folder),
            SpikeTime = spikes.Text("time") ?? sources.SpikeTime,
            SpikeNeuron = spikes.Text("neuron"),
        };
        spikes.Finish();
        return with;
    }

    private static Dictionary<string, IReadOnlyList<string>> WhereOf(ModelSection where) =>
        where.Node.Members.ToDictionary(
            m => m.Name.Text,
            m => (IReadOnlyList<string>)[.. ModelSection.ItemsOf(m.Value).Select(where.LabelOf)]
        );

    private static Interval PortionOf(ModelSection data) =>
        data.Numbers("portion") switch
        {
            null => new Interval(0, 1),
            [>= 0 and var low, <= 1 and var high] when low < high => new Interval(low, high),
            _ => throw data.Fault(
                data.Need("portion"),
                "expected the part of the bins to keep as shares [from, to] for 'portion', such as [0, 0.8] for the first 80 %."
            ),
        };

    private static string FileOf(ModelSection section, ModelNode node, string name, string folder)
    {
        string text = section.TextOf(node, name);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw section.Fault(
                node,
                $"expected the name of a file for '{name}', but it holds a character of no name: {node.Describe()}."
            );
        }

        string path = Path.GetFullPath(text, folder);
        return File.Exists(path)
            ? path
            : throw section.Fault(
                node,
                $"there is no file {node.Describe()} (paths are relative to the model file).{Near(path)}"
            );
    }

    private static string Near(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        string[] names = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Take(1000).Select(f => Path.GetFileName(f)!)]
            : [];
        string? nearest = names.MinBy(n => Spelling.Distance(n, Path.GetFileName(path)));
        return nearest is not null && Spelling.Distance(nearest, Path.GetFileName(path)) <= 3
            ? $" Did you mean '{MessageText.Shorten(nearest)}'?"
            : "";
    }
}
