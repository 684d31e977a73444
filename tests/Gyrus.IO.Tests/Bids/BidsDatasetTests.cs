using System.Diagnostics;
using Gyrus.IO.Bids;

namespace Gyrus.IO.Tests.Bids;

public sealed class BidsDatasetTests : IDisposable
{
    private const string Mni = "MNI152NLin2009cAsym";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_AreFoundWithTheirFiles()
    {
        Run("sub-02", "sub-02_task-rest");
        Run("sub-01/ses-b", "sub-01_ses-b_task-rest_run-1");
        Run("sub-01/ses-b", "sub-01_ses-b_task-rest_run-2");
        Run("sub-01/ses-a", "sub-01_ses-a_task-rest_run-1");

        IReadOnlyList<BidsRun> runs = Open().Runs(new RunFilter());

        Assert.Equal(
            [
                "sub-01_ses-a_task-rest_run-1",
                "sub-01_ses-b_task-rest_run-1",
                "sub-01_ses-b_task-rest_run-2",
                "sub-02_task-rest",
            ],
            runs.Select(r => r.Name)
        );
        BidsRun run = runs[1];
        Assert.Equal(("01", "b", "rest", "1", Mni), (run.Participant, run.Session, run.Task, run.Run, run.Space));
        string func = Path.Combine(_folder.Path, "sub-01", "ses-b", "func", run.Name);
        Assert.Equal($"{func}_space-{Mni}_desc-preproc_bold.nii.gz", run.Image);
        Assert.Equal($"{func}_desc-confounds_timeseries.tsv", run.Confounds);
        Assert.Equal($"{func}_space-{Mni}_desc-brain_mask.nii.gz", run.BrainMask);
        Assert.Null(run.ConfoundsProblem);
        Assert.Null(run.MissingContent());
    }

    [Theory]
    [InlineData(
        "sub-01_task-rest_bold_space-MNI152NLin2009cAsym_preproc.nii.gz",
        "_bold_confounds.tsv",
        "_bold_space-MNI152NLin2009cAsym_brainmask.nii.gz"
    )]
    [InlineData(
        "sub-01_task-rest_space-MNI152NLin2009cAsym_desc-preproc_bold.nii.gz",
        "_desc-confounds_regressors.tsv",
        "_space-MNI152NLin2009cAsym_desc-brain_mask.nii.gz"
    )]
    public void Runs_OfOldFmriprep_AreFoundToo(string image, string table, string mask)
    {
        Touch("sub-01/func/" + image);
        Touch("sub-01/func/sub-01_task-rest" + table);
        Touch("sub-01/func/sub-01_task-rest" + mask);

        BidsRun run = Assert.Single(Open().Runs(new RunFilter()));

        Assert.Equal("sub-01_task-rest", run.Name);
        Assert.EndsWith(table, run.Confounds, StringComparison.Ordinal);
        Assert.EndsWith(mask, run.BrainMask, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_TakesLabelsWithAndWithoutTheirKey_InTheOrderOfTheDataSet()
    {
        Run("sub-01/ses-1", "sub-01_ses-1_task-rest_run-1");
        Run("sub-01/ses-1", "sub-01_ses-1_task-nback_run-1");
        Run("sub-01/ses-2", "sub-01_ses-2_task-rest_run-1");
        Run("sub-02", "sub-02_task-rest");
        BidsDataset dataset = Open();

        Assert.Equal(["01", "02"], dataset.Select(["sub-02", "01", "02"]));
        RunFilter filter = new()
        {
            Sessions = ["ses-1"],
            Tasks = ["task-rest"],
            Runs = ["1"],
        };
        Assert.Equal("sub-01_ses-1_task-rest_run-1", Assert.Single(dataset.Runs(filter, "01")).Name);
    }

    [Theory]
    [InlineData("ses", "9", "--session-label 9 fits no run. There is 1")]
    [InlineData("task", "nback", "--task nback fits no run. There is rest")]
    [InlineData("run", "3", "--run-label 3 fits no run. There is no run- in the names")]
    [InlineData(
        "space",
        "MNIInfant",
        "--space MNIInfant, but the images are in MNI152NLin2009cAsym (and not used: T1w)"
    )]
    public void Select_WhenNothingFits_SaysWhatIsThere(string key, string value, string expected)
    {
        Run("sub-01/ses-1", "sub-01_ses-1_task-rest");
        Touch("sub-01/ses-1/func/sub-01_ses-1_task-rest_space-T1w_desc-preproc_bold.nii.gz");
        RunFilter filter = key switch
        {
            "ses" => new() { Sessions = [value] },
            "task" => new() { Tasks = [value] },
            "run" => new() { Runs = [value] },
            _ => new() { Space = value },
        };

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Open().Runs(filter));

        Assert.Contains("sub-01: " + expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_OfAParticipantThatIsNotThere_NamesThoseThatAre()
    {
        Run("sub-01", "sub-01_task-rest");

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Open().Select(["../../etc"]));

        Assert.Contains("../../etc", refused.Message, StringComparison.Ordinal);
        Assert.Contains("The data set has 01.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tpl-MNI152NLin6Asym_res-02_atlas-X_dseg.nii.gz", "MNI152NLin6Asym:res-2")]
    [InlineData("atlas-X_space-MNI152NLin2009cAsym_dseg.nii.gz", "MNI152NLin2009cAsym")]
    [InlineData("Schaefer100_mni152nlin6asym_2mm.nii.gz", "MNI152NLin6Asym:res-2")]
    public void Space_IsThatOfTheAtlasName(string atlas, string space)
    {
        TwoSpaces();

        Assert.Equal(space, Assert.Single(Open().Runs(new RunFilter { Atlas = atlas })).Space);
    }

    [Fact]
    public void Space_WhenNothingTells_IsAskedFor()
    {
        TwoSpaces();
        BidsDataset dataset = Open();

        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            dataset.Runs(new RunFilter { Atlas = "aal_MNI.nii" })
        );

        Assert.Contains(
            "several spaces, MNI152NLin2009cAsym, MNI152NLin6Asym:res-2. Say which is the atlas's: --space MNI152NLin2009cAsym",
            refused.Message,
            StringComparison.Ordinal
        );
        foreach (string asked in (string[])["MNI152NLin6Asym", "MNI152NLin6Asym:res-2", "space-MNI152NLin6Asym"])
        {
            Assert.Equal("MNI152NLin6Asym:res-2", Assert.Single(dataset.Runs(new RunFilter { Space = asked })).Space);
        }
    }

    [Fact]
    public void Space_OfAnotherTemplateThanTheAtlas_IsRefusedUnlessAskedFor()
    {
        Run("sub-01", "sub-01_task-rest");
        var filter = new RunFilter { Atlas = "tpl-MNI152NLin6Asym_atlas-X_dseg.nii.gz" };

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Open().Runs(filter));

        Assert.Contains(
            "the atlas is in MNI152NLin6Asym, but the images are in " + Mni,
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Single(Open().Runs(filter with { Space = Mni }));
    }

    [Fact]
    public void Resolutions_OfOneSpace_AreAskedFor()
    {
        Run("sub-01", "sub-01_task-rest", Mni + "_res-1");
        Run("sub-01", "sub-01_task-rest", Mni + "_res-2");

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Open().Runs(new RunFilter { Space = Mni }));

        Assert.Contains($"{Mni}:res-1, {Mni}:res-2", refused.Message, StringComparison.Ordinal);
        Assert.Single(Open().Runs(new RunFilter { Space = Mni + ":res-2" }));
    }

    [Fact]
    public void Images_ThatAnAtlasDoesNotFit_AreNamedNotUsed()
    {
        Run("sub-01", "sub-01_task-rest", "T1w");
        Touch("sub-01/func/sub-01_task-rest_desc-preproc_bold.nii.gz");
        Touch("sub-01/func/sub-01_task-rest_echo-1_desc-preproc_bold.nii.gz");
        Touch("sub-01/func/sub-01_task-rest_hemi-L_space-fsaverage5_bold.func.gii");
        Touch("sub-01/func/sub-01_task-rest_space-fsLR_den-91k_bold.dtseries.nii");

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Open().Runs(new RunFilter()));

        Assert.EndsWith(
            "What is there is not used: T1w, single echoes, surfaces, the scanner's own space.",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Confounds_ThatAreNotThere_AreAProblemOfTheRun()
    {
        Touch($"sub-01/func/sub-01_task-rest_space-{Mni}_desc-preproc_bold.nii.gz");

        BidsRun run = Assert.Single(Open().Runs(new RunFilter()));

        Assert.Null(run.Confounds);
        Assert.Contains(
            "sub-01_task-rest_desc-confounds_timeseries.tsv",
            run.ConfoundsProblem,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AromaImages_AreThoseOfTheirDescription()
    {
        Run("sub-01", "sub-01_task-rest");
        Touch($"sub-01/func/sub-01_task-rest_space-{Mni}_desc-smoothAROMAnonaggr_bold.nii.gz");

        BidsRun run = Assert.Single(Open().Runs(new RunFilter { Description = RunFilter.AromaDescription }));

        Assert.Contains("smoothAROMAnonaggr", run.Image, StringComparison.Ordinal);
        Assert.Contains("desc-brain_mask", run.BrainMask, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a folder with blanks")]
    [InlineData("quotes ' and \"")]
    [InlineData("$(touch gotcha) `x`; rm -rf *")]
    [InlineData("a line\nbreak")]
    public void Open_OfAFolderOfAnyName_Works(string name)
    {
        Run(name + "/sub-01", "sub-01_task-rest");

        BidsRun run = Assert.Single(BidsDataset.Open(_folder.File(name)).Runs(new RunFilter()));

        Assert.StartsWith(_folder.File(name), run.Image, StringComparison.Ordinal);
        Assert.Null(run.MissingContent());
    }

    [Fact]
    public void Participants_WithOddLabels_AreNamedAndPassedOver()
    {
        Run("sub-01", "sub-01_task-rest");
        Run("sub-0 1", "sub-0 1_task-rest");
        Run("sub-$(x)\n", "sub-2_task-rest");
        Touch("sub-03.html");

        BidsDataset dataset = Open();

        Assert.Equal(["01"], dataset.Participants);
        Assert.Equal(2, dataset.Notes.Count);
        Assert.All(dataset.Notes, note => Assert.DoesNotContain('\n', note));
    }

    [Fact]
    public void Links_ToFilesAreFollowed_ToFoldersNot_AndAnAbsentContentIsTold()
    {
        using var elsewhere = new TemporaryFolder();
        Run("sub-01", "sub-01_task-rest");
        string image = _folder.File($"sub-01/func/sub-01_task-rest_space-{Mni}_desc-preproc_bold.nii.gz");
        File.Delete(image);
        File.CreateSymbolicLink(image, elsewhere.Write("annex", "x"));
        Directory.CreateSymbolicLink(_folder.File("sub-02"), elsewhere.Path);

        BidsDataset dataset = Open();

        Assert.Equal(["01"], dataset.Participants);
        Assert.Contains("sub-02 is a link", Assert.Single(dataset.Notes), StringComparison.Ordinal);
        BidsRun run = Assert.Single(dataset.Runs(new RunFilter()));
        Assert.Null(run.MissingContent());
        File.Delete(elsewhere.File("annex"));
        Assert.Equal(image, Assert.Single(Open().Runs(new RunFilter())).MissingContent());
    }

    [Fact]
    public void Open_OfABidsDataSet_TakesItsDerivatives()
    {
        Touch("sub-01/func/sub-01_task-rest_bold.nii.gz");
        Run("derivatives/fmriprep/sub-01", "sub-01_task-rest");
        Run("derivatives/other/sub-01", "sub-01_task-rest");

        Assert.Equal(_folder.File("derivatives/fmriprep"), Open().Folder);
        Directory.Move(_folder.File("derivatives/fmriprep"), _folder.File("derivatives/fmriprep-24"));
        InvalidDataException refused = Assert.Throws<InvalidDataException>(Open);
        Assert.Contains("fmriprep-24, other", refused.Message, StringComparison.Ordinal);
        Directory.Delete(_folder.File("derivatives/other"), recursive: true);
        Assert.Equal(_folder.File("derivatives/fmriprep-24"), Open().Folder);
    }

    [Fact]
    public void Open_OfAFolderWithoutImages_SaysWhatWasExpected()
    {
        Touch("sub-01/func/sub-01_task-rest_bold.nii.gz");

        Assert.Contains(
            "desc-preproc_bold",
            Assert.Throws<InvalidDataException>(Open).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<DirectoryNotFoundException>(() => BidsDataset.Open(_folder.File("nowhere")));
    }

    [Fact]
    public void Source_IsWhatTheDescriptionSays_NeverAPath()
    {
        Run("sub-01", "sub-01_task-rest");

        Assert.Equal(new DatasetSource("fMRIPrep outputs", null), Open().Source());
        _folder.Write(
            "dataset_description.json",
            """{"Name":"ds1","DatasetType":"derivative","DatasetDOI":"doi:10.1/x"}"""
        );
        Assert.Equal(new DatasetSource("ds1", "doi:10.1/x"), Open().Source());
    }

    /// <summary>What lists a folder once is done in a fraction of this; what lists it for every participant takes minutes.</summary>
    [Fact]
    public void Open_OfThousandsOfParticipants_ListsTheFolderOnce()
    {
        for (int k = 0; k < 2000; k++)
        {
            Directory.CreateDirectory(_folder.File($"sub-{k:0000}"));
        }

        _folder.Write("dataset_description.json", """{"DatasetType":"derivative"}""");
        Run("sub-0007", "sub-0007_task-rest");
        var watch = Stopwatch.StartNew();

        BidsRun run = Assert.Single(Open().Runs(new RunFilter(), "0007"));

        Assert.Equal("sub-0007_task-rest", run.Name);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    private BidsDataset Open() => BidsDataset.Open(_folder.Path);

    private void TwoSpaces()
    {
        Run("sub-01", "sub-01_task-rest");
        Run("sub-01", "sub-01_task-rest", "MNI152NLin6Asym_res-2");
    }

    private void Run(string folder, string name, string space = Mni)
    {
        Touch($"{folder}/func/{name}_space-{space}_desc-preproc_bold.nii.gz");
        Touch($"{folder}/func/{name}_space-{space}_desc-preproc_bold.json");
        Touch($"{folder}/func/{name}_space-{space}_desc-brain_mask.nii.gz");
        Touch($"{folder}/func/{name}_space-{space}_boldref.nii.gz");
        Touch($"{folder}/func/{name}_desc-confounds_timeseries.tsv");
        Touch($"{folder}/func/{name}_desc-confounds_timeseries.json");
    }

    private void Touch(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(path))!);
        File.WriteAllText(_folder.File(path), "x");
    }
}
