using Gyrus.Remote.Datasets;
using Gyrus.Remote.Transfer;

namespace Gyrus.Remote.Tests.Datasets;

/// <summary>The public addresses, which no test asks: that they are these, and that nothing else is in the code.</summary>
public sealed class AddressTests
{
    [Fact]
    public void Msdl_IsWhereItsAuthorsPutIt() =>
        Assert.Equal(
            "https://team.inria.fr/parietal/files/2015/01/MSDL_rois.zip",
            MsdlAtlas.Archive.Address.ToString()
        );

    [Theory]
    [InlineData(100, 7, 1)]
    [InlineData(1000, 17, 2)]
    public void Schaefer_HasTheFileNamesOfTheRepository(int parcels, int networks, int resolution)
    {
        RemoteFile[] files = new SchaeferAtlas
        {
            Parcels = parcels,
            Networks = networks,
            ResolutionMillimetres = resolution,
        }.Files();

        const string Folder =
            "https://raw.githubusercontent.com/ThomasYeoLab/CBIG/v0.14.3-Update_Yeo2011_Schaefer2018_labelname/stable_projects/brain_parcellation/Schaefer2018_LocalGlobal/Parcellations/MNI/";
        Assert.Equal(
            [
                $"{Folder}Schaefer2018_{parcels}Parcels_{networks}Networks_order_FSLMNI152_{resolution}mm.nii.gz",
                $"{Folder}Schaefer2018_{parcels}Parcels_{networks}Networks_order.txt",
            ],
            files.Select(f => f.Address.ToString())
        );
    }

    [Fact]
    public void Schaefer_OtherSizes_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SchaeferAtlas { Parcels = 150 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SchaeferAtlas { Parcels = 1100 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SchaeferAtlas { Networks = 8 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SchaeferAtlas { ResolutionMillimetres = 3 });
    }

    [Fact]
    public void DevelopmentFmri_Has155SubjectsWithTwoKeysEach()
    {
        string[] addresses =
        [
            DevelopmentFmri.ParticipantsFile.Address.ToString(),
            .. DevelopmentFmri.Known.SelectMany(DevelopmentFmri.FilesOf).Select(f => f.Address.ToString()),
        ];

        Assert.Equal(155, DevelopmentFmri.Known.Count);
        Assert.Equal(311, addresses.Distinct().Count());
        Assert.All(addresses.Skip(1), a => Assert.Matches("^https://osf\\.io/download/[0-9a-f]{24}/$", a));
    }

    [SharedFact]
    public void DevelopmentFmri_KeysAreThoseOfThePublishedTable()
    {
        string[] lines = File.ReadAllLines(SharedFolder.Path("data", "datasets", "development_fmri_osf_keys.csv"));
        foreach (string[] cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            RemoteFile[] files = DevelopmentFmri.FilesOf(cells[0]);

            Assert.Equal($"https://osf.io/download/{cells[1]}/", files[0].Address.ToString());
            Assert.Equal($"{cells[0]}_task-pixar_desc-confounds_regressors.tsv", files[0].Path);
            Assert.Equal($"https://osf.io/download/{cells[2]}/", files[1].Address.ToString());
            Assert.Equal($"{cells[0]}_task-pixar_space-MNI152NLin2009cAsym_desc-preproc_bold.nii.gz", files[1].Path);
        }
    }

    /// <summary>One project talks to the network, and to these hosts only.</summary>
    [Fact]
    public void Sources_NameNoOtherHost()
    {
        string[] known =
        [
            "team.inria.fr",
            "osf.io",
            "raw.githubusercontent.com",
            "www.w3.org",
            "doi.org",
            "nifti.nimh.nih.gov",
        ];
        IEnumerable<string> hosts = Sources
            .Files("src")
            .SelectMany(file =>
                System.Text.RegularExpressions.Regex.Matches(
                    File.ReadAllText(file),
                    @"https?://([a-z0-9.-]+\.[a-z]{2,})"
                )
            )
            .Select(m => m.Groups[1].Value)
            .Distinct();

        Assert.Empty(hosts.Except(known));
    }
}
