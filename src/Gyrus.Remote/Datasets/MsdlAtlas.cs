using Gyrus.Remote.Transfer;

namespace Gyrus.Remote.Datasets;

/// <summary>The MSDL atlas: 39 overlapping maps of a multi-subject dictionary learning, with names, centres and networks.</summary>
/// <remarks>Source: Varoquaux et al. (2011), IPMI, LNCS 6801:562, doi:10.1007/978-3-642-22092-0_46.</remarks>
public sealed record MsdlAtlas
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "msdl";

    private MsdlAtlas(string maps, string labels) => (Maps, Labels) = (maps, labels);

    /// <summary>Gets the path of the maps: 4-D, 39 volumes of 40 × 48 × 35 voxels of 4 mm.</summary>
    public string Maps { get; }

    /// <summary>Gets the path of the table of regions.</summary>
    public string Labels { get; }

    internal static RemoteFile Archive { get; } =
        new("MSDL_rois.zip", new Uri("https://team.inria.fr/parietal/files/2015/01/MSDL_rois.zip"), FileContent.Zip);

    /// <summary>Fetches and unpacks the atlas, or finds it.</summary>
    /// <exception cref="TransferException">It could not be fetched.</exception>
    /// <exception cref="InvalidDataException">It is another than the one recorded, or the archive holds something else.</exception>
    public static async Task<MsdlAtlas> FetchAsync(DataStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        using DataFolder folder = await DataFolder.OpenAsync(store, Name, cancellationToken);
        string archive = (await store.GetAsync(folder, [Archive], cancellationToken))[0];
        string content = folder.Unpack(archive, "MSDL_rois", cancellationToken);
        return new MsdlAtlas(Find(archive, content, "msdl_rois.nii"), Find(archive, content, "msdl_rois_labels.csv"));
    }

    private static string Find(string archive, string folder, string name) =>
        Directory
            .EnumerateFiles(folder, name, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault()
        ?? throw new InvalidDataException($"{archive}: expected a file {name} in this archive, but there is none.");
}
