using System.Text;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Tables;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>Encoding models of some neurons on disk, and the folder of all that is made of them.</summary>
public static class EncodingParts
{
    /// <summary>The file that says which neurons a folder holds, and of what work.</summary>
    public const string DocumentName = "part.json";

    private const string FirstColumn = "neuron\t";

    /// <summary>Writes what is said of a part.</summary>
    public static void Write(string folder, EncodingPart part) =>
        DocumentFile.Write(
            Path.Combine(folder, DocumentName),
            new PartDocument { Format = PartDocument.CurrentFormat, Part = part },
            FittedJson.Default.PartDocument
        );

    /// <summary>Reads what is said of a part.</summary>
    /// <exception cref="InvalidDataException">There is no such folder, or it is damaged.</exception>
    public static EncodingPart Read(string folder) =>
        DocumentFile
            .Read(
                Path.Combine(folder, DocumentName),
                FittedJson.Default.PartDocument,
                "'gyrus glm' with --neurons, or a task of its --plan,"
            )
            .Part;

    /// <summary>Writes every table, and the fitted model where there is one, of all parts: the bytes that one call for all neurons writes.</summary>
    /// <param name="folder">The folder to write; made when it is not there.</param>
    /// <param name="parts">The folders of the parts, which <see cref="EncodingPart.Join"/> accepts together.</param>
    /// <param name="neurons">The neurons of all parts, in the order of the recording.</param>
    /// <returns>The paths written.</returns>
    /// <exception cref="InvalidDataException">A table is damaged, or the tables or models differ in shape.</exception>
    public static IReadOnlyList<string> Join(string folder, IReadOnlyList<string> parts, IReadOnlyList<string> neurons)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(neurons);
        Directory.CreateDirectory(folder);
        Dictionary<string, int> order = neurons
            .Index()
            .ToDictionary(n => TsvWriter.Cell(n.Item), n => n.Index, StringComparer.Ordinal);
        var written = new List<string>();
        foreach (string name in parts.SelectMany(TablesOf).Distinct().Order(StringComparer.Ordinal))
        {
            string path = Path.Combine(folder, name);
            JoinTable(path, [.. parts.Select(p => Path.Combine(p, name)).Where(File.Exists)], order);
            written.Add(path);
        }

        if (parts.Any(p => File.Exists(Path.Combine(p, FittedModelFile.DocumentName))))
        {
            FittedModelFile.Join(folder, parts, neurons);
            written.Add(Path.Combine(folder, FittedModelFile.ArraysName));
            written.Add(Path.Combine(folder, FittedModelFile.DocumentName));
        }

        return written;
    }

    /// <summary>The tables of neurons in a folder: others that somebody put there are not touched.</summary>
    private static IEnumerable<string> TablesOf(string part) =>
        Directory
            .GetFiles(part, "*.tsv")
            .Where(t => HeaderOf(t).StartsWith(FirstColumn, StringComparison.Ordinal))
            .Select(t => Path.GetFileName(t));

    private static string HeaderOf(string table) => File.ReadLines(table).FirstOrDefault("");

    /// <summary>The rows stay the text that they are; those of a neuron stay together, in the order they have.</summary>
    private static void JoinTable(string path, string[] tables, Dictionary<string, int> order)
    {
        string header = HeaderOf(tables[0]);
        if (tables.FirstOrDefault(t => HeaderOf(t) != header) is { } other)
        {
            throw new InvalidDataException($"{other}: expected the columns of {tables[0]}, but they differ.");
        }

        (int Neuron, string Row)[] rows =
        [
            .. tables.SelectMany(t => File.ReadLines(t).Index().Skip(1).Select(row => Placed(t, row, order))),
        ];
        AtomicFile.Write(
            path,
            stream =>
            {
                using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
                foreach (string line in rows.OrderBy(r => r.Neuron).Select(r => r.Row).Prepend(header))
                {
                    text.Write(line);
                    text.Write('\n');
                }
            }
        );
    }

    private static (int Neuron, string Row) Placed(
        string table,
        (int Index, string Row) line,
        Dictionary<string, int> order
    )
    {
        int end = line.Row.IndexOf('\t', StringComparison.Ordinal);
        return end > 0 && order.TryGetValue(line.Row[..end], out int neuron)
            ? (neuron, line.Row)
            : throw new InvalidDataException(
                Invariant($"{table}:{line.Index + 1}: expected the name of a neuron of the parts at the beginning.")
            );
    }
}
