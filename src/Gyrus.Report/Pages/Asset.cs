using System.Security.Cryptography;
using System.Text;

namespace Gyrus.Report.Pages;

/// <summary>A text that is embedded in the assembly, with the hash by which a content security policy allows it.</summary>
internal sealed class Asset
{
    private Asset(string name)
    {
        using Stream stream =
            typeof(Asset).Assembly.GetManifestResourceStream($"Gyrus.Report.Assets.{name}")
            ?? throw new InvalidOperationException($"The asset {name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // The browser hashes the text with its line ends as line feeds.
        Text = reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
        Hash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }

    public static Asset Script { get; } = new("report.js");

    public static Asset Style { get; } = new("report.css");

    public string Text { get; }

    public string Hash { get; }
}
