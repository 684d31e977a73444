using Gyrus.IO.Bids;

namespace Gyrus.IO.Tests.Bids;

public sealed class FmriprepFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sub-01_task-rest_bold.nii.gz", "sub-01_task-rest_desc-confounds_timeseries.tsv")]
    [InlineData(
        "sub-01_ses-2_task-rest_acq-mb_dir-AP_run-1_space-MNI152NLin2009cAsym_res-2_desc-preproc_bold.nii.gz",
        "sub-01_ses-2_task-rest_acq-mb_dir-AP_run-1_desc-confounds_timeseries.tsv"
    )]
    [InlineData(
        "sub-01_task-rest_run-01_space-MNIInfant_cohort-1_desc-preproc_bold.nii",
        "sub-01_task-rest_run-01_desc-confounds_regressors.tsv"
    )]
    [InlineData(
        "sub-01_task-rest_echo-2_desc-preproc_bold.nii.gz",
        "sub-01_task-rest_echo-2_desc-confounds_timeseries.tsv"
    )]
    [InlineData("sub-01_task-rest_echo-2_desc-preproc_bold.nii.gz", "sub-01_task-rest_desc-confounds_timeseries.tsv")]
    [InlineData("sub-01_task-rest_bold_space-T1w_preproc.nii.gz", "sub-01_task-rest_bold_confounds.tsv")]
    public void Confounds_AreFoundBesideTheImage(string image, string table)
    {
        string expected = _folder.Write(table, "csf\n1\n");
        _folder.Write("sub-02_task-rest_desc-confounds_timeseries.tsv", "csf\n1\n");

        Assert.Equal(expected, FmriprepFiles.Confounds(_folder.File(image)));
    }

    [Fact]
    public void Confounds_WhenNoneIsThere_NamesEveryFileLookedFor()
    {
        string image = _folder.File("sub-01_task-rest_echo-1_space-T1w_desc-preproc_bold.nii.gz");

        IOException refused = Assert.Throws<IOException>(() => FmriprepFiles.Confounds(image));

        foreach (string stem in (string[])["sub-01_task-rest_echo-1", "sub-01_task-rest"])
        {
            Assert.Contains($"{stem}_desc-confounds_timeseries.tsv", refused.Message, StringComparison.Ordinal);
            Assert.Contains($"{stem}_desc-confounds_regressors.tsv", refused.Message, StringComparison.Ordinal);
        }

        Assert.Contains("--confounds", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Confounds_WhenTwoAreThere_AsksWhich()
    {
        _folder.Write("sub-01_task-rest_desc-confounds_timeseries.tsv", "csf\n1\n");
        _folder.Write("sub-01_task-rest_desc-confounds_regressors.tsv", "csf\n1\n");

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() =>
            FmriprepFiles.Confounds(_folder.File("sub-01_task-rest_bold.nii.gz"))
        );

        Assert.Contains("two tables", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Confounds_OfANameThatIsNotBids_AsksForTheTable()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => FmriprepFiles.Confounds("filtered.nii.gz"));

        Assert.Contains("--confounds", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BrainMask_IsThatOfTheSameSpace()
    {
        string image = _folder.File("sub-01_task-rest_space-T1w_res-2_desc-preproc_bold.nii.gz");
        _folder.Write("sub-01_task-rest_space-MNI_desc-brain_mask.nii.gz", "x");
        Assert.Null(FmriprepFiles.BrainMask(image));

        string mask = _folder.Write("sub-01_task-rest_space-T1w_res-2_desc-brain_mask.nii.gz", "x");

        Assert.Equal(mask, FmriprepFiles.BrainMask(image));
    }
}
