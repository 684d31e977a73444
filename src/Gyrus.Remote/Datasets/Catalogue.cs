namespace Gyrus.Remote.Datasets;

/// <summary>What somebody must know of a data set before and after fetching it.</summary>
/// <param name="Verb">What it is called on the command line.</param>
/// <param name="Folder">Its folder in the store.</param>
/// <param name="What">What it is.</param>
/// <param name="Size">How much there is.</param>
/// <param name="From">Where it comes from.</param>
/// <param name="Cite">What to cite.</param>
/// <param name="Terms">On which terms, as its publishers and distributors state them.</param>
public sealed record Catalogue(
    string Verb,
    string Folder,
    string What,
    string Size,
    string From,
    string Cite,
    string Terms
)
{
    /// <summary>Gets the MSDL atlas.</summary>
    public static Catalogue Msdl { get; } =
        new(
            "msdl",
            MsdlAtlas.Name,
            "Atlas of 39 overlapping maps from multi-subject dictionary learning.",
            "40 × 48 × 35 voxels of 4 mm",
            MsdlAtlas.Archive.Address.OriginalString,
            "Varoquaux et al. (2011), IPMI, LNCS 6801:562, doi:10.1007/978-3-642-22092-0_46",
            "unrestricted for non-commercial research, as nilearn states; no licence file comes with it"
        );

    /// <summary>Gets the recordings of children and adults.</summary>
    public static Catalogue DevelopmentFmri { get; } =
        new(
            "development-fmri",
            Datasets.DevelopmentFmri.Name,
            "122 children and 33 adults watching a film: preprocessed BOLD and confounds.",
            "50 × 59 × 50 voxels of 4 mm, 168 volumes of 2 s each",
            Datasets.DevelopmentFmri.ParticipantsFile.Address.OriginalString
                + " and a file per image and table on osf.io",
            "Richardson et al. (2018), Nature Communications 9:1027, doi:10.1038/s41467-018-03399-2 (OpenNeuro ds000228)",
            "unrestricted for non-commercial research, as nilearn states; the raw data are CC0 on OpenNeuro"
        );

    /// <summary>Gets the Schaefer parcellation.</summary>
    public static Catalogue Schaefer { get; } =
        new(
            "schaefer",
            SchaeferAtlas.Name,
            "Parcellation of the cortex into 100 to 1000 labels, matched to 7 or 17 networks.",
            "MNI space, 1 or 2 mm",
            new SchaeferAtlas().Files()[0].Address.GetLeftPart(UriPartial.Authority) + ", repository ThomasYeoLab/CBIG",
            "Schaefer et al. (2018), Cerebral Cortex 28:3095, doi:10.1093/cercor/bhx179",
            "MIT licence of the CBIG repository"
        );

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<Catalogue> All { get; } = [Msdl, DevelopmentFmri, Schaefer];
}
