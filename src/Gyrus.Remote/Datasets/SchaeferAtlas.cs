using Gyrus.Remote.Transfer;
using static System.FormattableString;

namespace Gyrus.Remote.Datasets;

/// <summary>The Schaefer parcellation of the cortex: labels from 100 to 1000 parcels, matched to 7 or 17 networks.</summary>
/// <remarks>Source: Schaefer et al. (2018), Cerebral Cortex 28:3095, doi:10.1093/cercor/bhx179.</remarks>
public sealed record SchaeferAtlas
{
    /// <summary>The name of its folder.</summary>
    public const string Name = "schaefer_2018";

    private const string Base =
        "https://raw.githubusercontent.com/ThomasYeoLab/CBIG/v0.14.3-Update_Yeo2011_Schaefer2018_labelname/stable_projects/brain_parcellation/Schaefer2018_LocalGlobal/Parcellations/MNI/";

    /// <summary>Gets the number of parcels: 100, 200, … 1000. Default 400.</summary>
    public int Parcels
    {
        get;
        init =>
            field =
                value is >= 100 and <= 1000 && value % 100 == 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Parcels),
                        Invariant($"Parcels must be 100, 200, … or 1000, but was {value}.")
                    );
    } = 400;

    /// <summary>Gets the number of networks: 7 or 17. Default 7.</summary>
    public int Networks
    {
        get;
        init =>
            field = value is 7 or 17
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Networks),
                    Invariant($"Networks must be 7 or 17, but was {value}.")
                );
    } = 7;

    /// <summary>Gets the edge of a voxel in mm: 1 or 2. Default 1.</summary>
    public int ResolutionMillimetres
    {
        get;
        init =>
            field = value is 1 or 2
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(ResolutionMillimetres),
                    Invariant($"ResolutionMillimetres must be 1 or 2, but was {value}.")
                );
    } = 1;

    /// <summary>Fetches the image of labels and the table of regions, or finds them.</summary>
    /// <returns>The path of the image, and of the table.</returns>
    /// <exception cref="TransferException">A file could not be fetched.</exception>
    /// <exception cref="InvalidDataException">A file is another than the one recorded.</exception>
    public async Task<(string Image, string Labels)> FetchAsync(
        DataStore store,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        using DataFolder folder = await DataFolder.OpenAsync(store, Name, cancellationToken);
        string[] paths = await store.GetAsync(folder, Files(), cancellationToken);
        return (paths[0], paths[1]);
    }

    internal RemoteFile[] Files()
    {
        string stem = Invariant($"Schaefer2018_{Parcels}Parcels_{Networks}Networks_order");
        string image = Invariant($"{stem}_FSLMNI152_{ResolutionMillimetres}mm.nii.gz");
        return
        [
            new RemoteFile(image, new Uri(Base + image), FileContent.Gzip),
            new RemoteFile($"{stem}.txt", new Uri($"{Base}{stem}.txt"), FileContent.Table),
        ];
    }
}
