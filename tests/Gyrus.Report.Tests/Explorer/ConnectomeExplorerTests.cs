using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Explorer;
using Gyrus.Report.Pages;

namespace Gyrus.Report.Tests.Explorer;

public sealed class ConnectomeExplorerTests
{
    private const string Hostile = "</script><script>alert(1)</script>\" onload='x'";
    private static readonly ConnectomeResult Result = SmallConnectome.Create(3, 6, Hostile);

    [Fact]
    public void ToHtml_Without3D_HoldsNothingOfIt()
    {
        string html = new ConnectomeReport { Result = Result, With3D = false }
            .ToReport()
            .ToHtml();

        Assert.DoesNotContain("data-scene", html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"niivue\"", html, StringComparison.Ordinal);
        Assert.Contains("data-file=\"group-glass-brain.svg\"", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 0, 400_000);
    }

    [Fact]
    public void Figures_AreTheSameWithAndWithout3D()
    {
        var report = new ConnectomeReport { Result = Result };

        Assert.Equal(Drawn(report with { With3D = false }), Drawn(report));

        static IEnumerable<(string, string)> Drawn(ConnectomeReport report) =>
            report.ToReport().Figures().Select(f => (f.Name, f.Figure.ToSvg()));
    }

    [Fact]
    public void ToHtml_With3D_AllowsItsScriptsByHashAndNothingElse()
    {
        Assert.SkipUnless(HtmlReport.Can3D, "Built without NiiVue.");
        string html = new ConnectomeReport { Result = Result }
            .ToReport()
            .ToHtml();

        string policy = System.Net.WebUtility.HtmlDecode(
            Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value
        );
        string[] scripts =
        [
            .. Regex.Matches(html, "(?s)<script>(.*?)</script>").Select(m => m.Groups[1].Value),
            Unpack(Regex.Match(html, "id=\"niivue\">([^<]*)<").Groups[1].Value, gzip: true),
        ];
        Assert.Equal(3, scripts.Length);
        Assert.All(scripts, s => Assert.Contains(HashOf(s), policy, StringComparison.Ordinal));
        Assert.Equal(3, Regex.Count(Regex.Match(policy, "script-src [^;]*").Value, "sha256-"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)</script>", html, StringComparison.Ordinal);
        Assert.Contains("BSD-2-Clause", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 1_000_000, 1_500_000);
    }

    [Fact]
    public void Scene_HoldsEveryValueToTheLastBit()
    {
        Matrix mean = Result.MeanPartialCorrelation();
        using JsonDocument scene = Scene(new ConnectomeReport { Result = Result });

        JsonElement root = scene.RootElement;
        int[] pairs = [.. root.GetProperty("pairs").EnumerateArray().Select(p => p.GetInt32())];
        JsonElement[] connectomes = [.. root.GetProperty("connectomes").EnumerateArray()];
        Assert.Equal(Hostile, root.GetProperty("names")[0].GetString());
        Assert.Equal(
            ["mean of all subjects", .. Result.Subjects.Select(s => s.Subject)],
            connectomes.Select(c => c.GetProperty("name").GetString()!)
        );
        Assert.Equal(2 * Result.Edges().Count, pairs.Length);
        for (int e = 0; e < pairs.Length / 2; e++)
        {
            Assert.Equal(mean[pairs[2 * e], pairs[(2 * e) + 1]], connectomes[0].GetProperty("values")[e].GetDouble());
            Assert.Equal(
                Result.Subjects[2].PartialCorrelation[pairs[2 * e], pairs[(2 * e) + 1]],
                connectomes[3].GetProperty("values")[e].GetDouble()
            );
        }
    }

    [Fact]
    public void Scene_AFineImage_IsMadeCoarseInItsPlace()
    {
        var grid = new Grid(190, 200, 180, new Affine([1, 0, 0, -95, 0, 1, 0, -100, 0, 0, 1, -90]));
        double[] values = new double[grid.Voxels];
        for (int v = 0; v < values.Length; v++)
        {
            (int i, int j, int k) = (v % 190, v / 190 % 200, v / 38_000);
            values[v] = Math.Pow(i - 95, 2) + Math.Pow(j - 100, 2) + Math.Pow(k - 90, 2) < 2500 ? 100 : 0;
        }

        using JsonDocument scene = Scene(new ConnectomeReport { Result = Result, Brain = new Volume(grid, values) });

        JsonElement brain = scene.RootElement.GetProperty("brain");
        int[] size = [.. brain.GetProperty("size").EnumerateArray().Select(n => n.GetInt32())];
        double[] affine = [.. brain.GetProperty("affine").EnumerateArray().Select(n => n.GetDouble())];
        byte[] voxels = brain.GetProperty("voxels").GetBytesFromBase64();
        Assert.Equal(size[0] * size[1] * size[2], voxels.Length);
        Assert.InRange(voxels.Length, 200_000, 250_000);
        int[] centre = [.. Enumerable.Range(0, 3).Select(a => (int)Math.Round(-affine[(4 * a) + 3] / affine[5 * a]))];
        Assert.Equal(255, voxels[centre[0] + (size[0] * (centre[1] + (size[1] * centre[2])))]);
        Assert.Equal(0, voxels[0]);
        double radius = Math.Cbrt(voxels.Count(v => v > 127) * Math.Pow(affine[0], 3) * 3 / (4 * Math.PI));
        Assert.InRange(radius, 49, 51);
    }

    private static JsonDocument Scene(ConnectomeReport report)
    {
        ConnectomeExplorer explorer = report
            .ToReport()
            .Sections.SelectMany(s => s.Blocks)
            .OfType<ConnectomeExplorer>()
            .Single();
        return JsonDocument.Parse(Unpack(ExplorerScene.Pack(explorer), gzip: false));
    }

    private static string Unpack(string text, bool gzip)
    {
        var bytes = new MemoryStream(Convert.FromBase64String(text));
        using Stream stream = gzip
            ? new GZipStream(bytes, CompressionMode.Decompress)
            : new ZLibStream(bytes, CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string HashOf(string text) =>
        Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
