using Gyrus.IO.Tables;
using Gyrus.Remote.Datasets;
using Gyrus.Signals;

namespace Gyrus.Remote.Tests.Datasets;

public sealed class ReducedConfoundsTests
{
    /// <summary>A table of the data set, and what nilearn made of it: the same columns, the same numbers.</summary>
    [SharedFact]
    public void Reduce_OfAPublishedTable_IsNilearns()
    {
        using var folder = new TemporaryFolder();
        string table = folder.File("sub-pixar123_task-pixar_desc-confounds_regressors.tsv");
        File.Copy(SharedFolder.Path("data", "confounds", Path.GetFileName(table)), table);

        Confounds reduced = ConfoundTable.Read(DevelopmentFmri.Reduce("sub-pixar123", table));

        Confounds published = ConfoundTable.Read(
            SharedFolder.Path("data", "confounds", "sub-pixar123_task-pixar_desc-reducedConfounds_regressors.tsv")
        );
        Assert.Equal(published.Names, reduced.Names);
        Assert.Equal(168, reduced.Samples);
        // The published table went through a reader of decimals that is off by up to 9e-13 of the digits it was made from.
        for (int n = 0; n < published.Values.AsSpan().Length; n++)
        {
            double expected = published.Values.AsSpan()[n];
            Assert.Equal(expected, reduced.Values.AsSpan()[n], 1e-12 * Math.Abs(expected));
        }
    }
}
