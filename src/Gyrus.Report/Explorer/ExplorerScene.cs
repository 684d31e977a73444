using System.IO.Compression;
using System.Text.Json;
using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using Gyrus.Signals;

namespace Gyrus.Report.Explorer;

/// <summary>What the explorer's script reads: one JSON text, packed, so that no name in it can be taken for markup.</summary>
/// <remarks>Numbers are written so that they read back to the same bits; a connectome costs some 12 bytes per edge, packed.</remarks>
internal static class ExplorerScene
{
    /// <summary>Beyond this many values the later connectomes are left out, so that a report stays small.</summary>
    public const int MostValues = 60_000;

    /// <summary>What is darker than this share of an image's range is taken for air.</summary>
    private const double LeastOfImage = 0.15;

    /// <summary>The scene as base64 of a zlib stream of JSON.</summary>
    public static string Pack(ConnectomeExplorer explorer)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var json = new Utf8JsonWriter(zlib))
        {
            Write(json, explorer);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    private static void Write(Utf8JsonWriter json, ConnectomeExplorer explorer)
    {
        IReadOnlyList<Region> regions = explorer.Figure.Regions;
        string[] networks = NetworkOrder.Of(regions.Select(r => r.Network));
        json.WriteStartObject();
        json.WriteString("title", explorer.Figure.Title);
        json.WriteString("scale", explorer.Figure.ScaleName);
        json.WriteString("threshold", explorer.Figure.Threshold.ToString());
        WriteStrings(json, "lines", DivergingMap.Lines.Colours.Select(c => c.ToHex()));
        WriteStrings(json, "names", regions.Select(r => r.Name));
        WriteStrings(json, "networks", networks);
        WriteStrings(json, "networkColours", networks.Select((_, k) => Categories.At(k).ToHex()));
        json.WriteStartArray("network");
        foreach (Region region in regions)
        {
            json.WriteNumberValue(Array.IndexOf(networks, region.Network));
        }

        json.WriteEndArray();
        json.WriteStartArray("places");
        foreach (Region region in regions)
        {
            if (region.Centre is { } at)
            {
                json.WriteStartArray();
                json.WriteNumberValue(Math.Round(at.X, 2));
                json.WriteNumberValue(Math.Round(at.Y, 2));
                json.WriteNumberValue(Math.Round(at.Z, 2));
                json.WriteEndArray();
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
        WriteConnectomes(json, explorer.Connectomes, regions.Count);
        if (explorer.Brain is { } given)
        {
            WriteBrain(json, Underlay.Of(given), LeastOfImage);
        }
        else
        {
            WriteBrain(json, SchematicBrain.Volume, SchematicBrain.Surface);
        }

        json.WriteEndObject();
    }

    /// <summary>The pairs that are not 0 in any connectome once, then each connectome's values of them.</summary>
    private static void WriteConnectomes(Utf8JsonWriter json, IReadOnlyList<ExploredConnectome> all, int regions)
    {
        var pairs = new List<(int I, int J)>();
        for (int j = 0; j < regions; j++)
        {
            for (int i = j + 1; i < regions; i++)
            {
                if (all.Any(c => c.Values[i, j] != 0))
                {
                    pairs.Add((i, j));
                }
            }
        }

        json.WriteStartArray("pairs");
        foreach ((int i, int j) in pairs)
        {
            json.WriteNumberValue(j);
            json.WriteNumberValue(i);
        }

        json.WriteEndArray();
        int kept = Math.Clamp(MostValues / Math.Max(1, pairs.Count), 1, all.Count);
        json.WriteNumber("leftOut", all.Count - kept);
        json.WriteStartArray("connectomes");
        foreach (ExploredConnectome connectome in all.Take(kept))
        {
            json.WriteStartObject();
            json.WriteString("name", connectome.Name);
            json.WriteNumber("limit", connectome.Limit);
            json.WriteStartArray("values");
            foreach ((int i, int j) in pairs)
            {
                WriteValue(json, connectome.Values, i, j);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, Matrix values, int i, int j)
    {
        if (double.IsFinite(values[i, j]))
        {
            json.WriteNumberValue(values[i, j]);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    /// <summary>The volume as bytes: 0 at its least value, 255 at and above its 99th percentile of what is not the least.</summary>
    private static void WriteBrain(Utf8JsonWriter json, Volume brain, double surface)
    {
        double[] values = [.. brain.Values.ToArray().Select(v => double.IsFinite(v) ? v : 0)];
        double least = values.DefaultIfEmpty(0).Min();
        double[] above = [.. values.Where(v => v > least).Order()];
        double most = above.Length == 0 ? least + 1 : above[(int)(0.99 * (above.Length - 1))];
        byte[] voxels = [.. values.Select(v => (byte)Math.Round(255 * Math.Clamp((v - least) / (most - least), 0, 1)))];
        json.WriteStartObject("brain");
        json.WriteNumber("surface", Math.Round(255 * surface));
        json.WriteStartArray("size");
        foreach (int length in (ReadOnlySpan<int>)[brain.Grid.I, brain.Grid.J, brain.Grid.K])
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteStartArray("affine");
        for (int cell = 0; cell < 16; cell++)
        {
            json.WriteNumberValue(
                cell < 12 ? brain.Grid.Affine[cell / 4, cell % 4]
                : cell == 15 ? 1
                : 0
            );
        }

        json.WriteEndArray();
        json.WriteBase64String("voxels", voxels);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
