#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// From a BOLD series and an atlas to clean region signals, on a phantom whose true courses are known.
using Gyrus.Covariance;
using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Pipelines.Phantom;
using Gyrus.Signals;

PhantomStudy study = new BoldPhantom { Subjects = 1 }.Create();
PhantomSubject subject = study.Subjects[0];

#region extract
var atlas = MapsAtlas.Read(study.Atlas, study.Regions);
var extractor = new RegionExtractor { Target = ResamplingTarget.Atlas };
ExtractedSignals extracted = extractor.Extract(subject.Bold, atlas);

var cleaner = new SignalCleaner { HighPassHz = 0.01, ConfoundMissing = ConfoundMissing.FillFromNext };
CleanedSignals cleaned = cleaner.Clean(extracted.Signals, new CleaningInputs { Confounds = subject.Confounds });
#endregion

RegionSignals signals = cleaned.Signals;
Matrix truth = cleaner.Clean(subject.Signals, new CleaningInputs { Confounds = subject.Confounds }).Signals.Values;
double[] found = [.. signals.Regions.Select((_, j) => Correlation(signals.Values, truth, j)).Order()];
Console.WriteLine($"{signals.Samples} samples of {found.Length} regions, TR {signals.RepetitionTimeSeconds} s");
Console.WriteLine($"{cleaned.DegreesOfFreedom.Remaining:F0} degrees of freedom left");
Console.WriteLine($"correlation with the true course: {found[0]:F2} at worst, median {found[found.Length / 2]:F2}");

static double Correlation(Matrix a, Matrix b, int column)
{
    var both = Matrix.Create(a.Rows, 2, (t, k) => (k == 0 ? a : b)[t, column]);
    return SampleCovariance.CorrelationOfSignals(both).Values[1, 0];
}
