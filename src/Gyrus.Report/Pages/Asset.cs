using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Gyrus.Report.Pages;

/// <summary>A text that is embedded in the assembly, with the hash by which a content security policy allows it.</summary>
internal sealed class Asset
{
    private const string NiivueName = "niivue.umd.js.gz";
    private static readonly Lazy<Asset?> Bundle = new(() => Has(NiivueName) ? new Asset(NiivueName) : null);

    private Asset(string name)
    {
        byte[] stored = Read(name);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            Packed = Convert.ToBase64String(stored);
            stored = Unpack(stored);
        }

        // The browser hashes the text with its line ends as line feeds.
        Text = Encoding.UTF8.GetString(stored).TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal);
        Hash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }

    public static Asset Script { get; } = new("report.js");

    public static Asset Style { get; } = new("report.css");

    public static Asset ExplorerScript { get; } = new("explorer.js");

    public static Asset ExplorerStyle { get; } = new("explorer.css");

    /// <summary>Gets the licences of what others made, which stand on every page that holds it.</summary>
    public static Asset Notices { get; } = new("notices.txt");

    /// <summary>Gets NiiVue, or null when this library was built without it.</summary>
    public static Asset? Niivue => Bundle.Value;

    public string Text { get; }

    public string Hash { get; }

    /// <summary>Gets the gzip stream of a text that is embedded packed, in base64; otherwise empty.</summary>
    public string Packed { get; } = "";

    private static string FullName(string name) => $"Gyrus.Report.Assets.{name}";

    private static bool Has(string name) => typeof(Asset).Assembly.GetManifestResourceInfo(FullName(name)) is not null;

    private static byte[] Read(string name)
    {
        using Stream stream =
            typeof(Asset).Assembly.GetManifestResourceStream(FullName(name))
            ?? throw new InvalidOperationException($"The asset {name} is not embedded.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] Unpack(byte[] stored)
    {
        using var gzip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
