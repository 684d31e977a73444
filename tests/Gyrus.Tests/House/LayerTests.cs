using System.Text.RegularExpressions;

namespace Gyrus.Tests.House;

/// <summary>The layers of the core: a folder uses only folders of lower layers, never a sibling.</summary>
public sealed partial class LayerTests
{
    private static readonly Dictionary<string, int> Layer = new()
    {
        ["Numerics"] = 0,
        ["Optimization"] = 1,
        ["Validation"] = 1,
        ["Inference"] = 1,
        ["Signals"] = 1,
        ["Covariance"] = 2,
        ["Glm"] = 2,
        ["Imaging"] = 2,
        ["Pipelines"] = 3,
    };

    [Fact]
    public void Folders_UseOnlyLowerLayers()
    {
        var wrong = new List<string>();
        foreach (string file in Sources.Files("src/Gyrus"))
        {
            string path = System.IO.Path.GetRelativePath(Sources.Path("src", "Gyrus"), file);
            string own = path.Split(System.IO.Path.DirectorySeparatorChar)[0];
            foreach (Match use in GyrusNamespace().Matches(File.ReadAllText(file)))
            {
                string used = use.Groups[1].Value;
                if (Layer.TryGetValue(used, out int layer) && used != own && layer >= Layer[own])
                {
                    wrong.Add($"{path} uses Gyrus.{used}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryFolderOfTheCore_HasALayer() =>
        Assert.DoesNotContain(
            Directory.GetDirectories(Sources.Path("src", "Gyrus")).Select(d => System.IO.Path.GetFileName(d)),
            name => !Layer.ContainsKey(name)
        );

    [Theory]
    [InlineData("src/Gyrus.IO", "Gyrus.Report")]
    [InlineData("src/Gyrus.IO", "Gyrus.Cli")]
    [InlineData("src/Gyrus.Report", "Gyrus.IO")]
    [InlineData("src/Gyrus.OpenBlas", "Gyrus.IO")]
    [InlineData("src/Gyrus.Remote", "Gyrus.Report")]
    [InlineData("src/Gyrus.Remote", "Gyrus.Cli")]
    [InlineData("src/Gyrus.IO", "Gyrus.Remote")]
    [InlineData("src/Gyrus.Report", "Gyrus.Remote")]
    public void Projects_DoNotSeeEachOther(string project, string other) =>
        Assert.DoesNotContain(
            Sources.Files(project),
            file => File.ReadAllText(file).Contains($"using {other}", StringComparison.Ordinal)
        );

    /// <summary>
    /// What is measured never leaves the machine: one project can talk to a network, and it only asks for public files. The server
    /// of 'gyrus view' answers this machine alone.
    /// </summary>
    [Fact]
    public void OneProjectAlone_UsesTheNetwork()
    {
        IEnumerable<string> users = Sources
            .Files("src")
            .Where(file => System.IO.Path.GetFileName(file) != "LoopbackServer.cs")
            .Where(file => Network().IsMatch(File.ReadAllText(file)))
            .Select(file =>
                System.IO.Path.GetRelativePath(Sources.Path("src"), file).Split(System.IO.Path.DirectorySeparatorChar)[
                    0
                ]
            );

        Assert.Equal(["Gyrus.Remote"], users.Distinct());
    }

    [GeneratedRegex(@"\bSystem\.Net\b|\b(HttpClient|TcpClient|Socket|WebRequest|Dns)\b")]
    private static partial Regex Network();

    [GeneratedRegex(@"\bGyrus\.(\w+)")]
    private static partial Regex GyrusNamespace();
}
