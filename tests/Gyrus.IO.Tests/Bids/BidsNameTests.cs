using Gyrus.IO.Bids;

namespace Gyrus.IO.Tests.Bids;

public sealed class BidsNameTests
{
    [Theory]
    [InlineData("/data/sub-01_ses-2_task-rest_space-MNI_desc-preproc_bold.nii.gz", "sub-01_ses-2_task-rest")]
    [InlineData("sub-50004_aal116.tsv.gz", "sub-50004")]
    [InlineData("run001_bold_25mm.nii.gz", "run001_bold_25mm")]
    [InlineData("signals.tsv", "signals")]
    [InlineData("run-1_signals.tsv", "run-1_signals")]
    public void Subject_IsWhatAFileIsAbout(string path, string subject) =>
        Assert.Equal(subject, BidsName.Parse(path).Subject);

    [Fact]
    public void ToString_WritesEntitiesInTheOrderOfBids() =>
        Assert.Equal(
            "sub-01_task-rest_seg-aal_meas-PearsonCorrelation_relmat.tsv",
            new BidsName(
                [("meas", "PearsonCorrelation"), ("seg", "a_a l/.."), ("task", "rest"), ("sub", "01"), ("ses", "")],
                "relmat",
                ".tsv"
            ).ToString()
        );

    [Fact]
    public void Parse_ThenToString_GivesTheNameBack()
    {
        const string Name = "sub-01_task-rest_run-2_space-MNI152_desc-preproc_bold.nii.gz";

        Assert.Equal(Name, BidsName.Parse(Name).ToString());
    }

    [Fact]
    public void OfSubject_KeyThatIsNoWord_DoesNotReachTheFileName() =>
        Assert.Equal(
            "sub-01_relmat.tsv",
            BidsName.OfSubject("sub-01_a\u001b b\"-x_.-y", [], "relmat", ".tsv").ToString()
        );

    [Theory]
    [InlineData("../../etc/passwd", "etcpasswd")]
    [InlineData("$(rm -rf x)", "rmrfx")]
    public void Label_KeepsLettersAndDigitsOnly(string text, string label) => Assert.Equal(label, BidsName.Label(text));
}
