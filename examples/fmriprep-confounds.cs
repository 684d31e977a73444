#:project ../src/Gyrus/Gyrus.csproj
#:property PublishAot=false
// What a preset takes from fMRIPrep's table of confounds, and what the cleaning does with it, on a phantom that moved.
using Gyrus.Imaging;
using Gyrus.Pipelines.Phantom;
using Gyrus.Signals;
using Gyrus.Signals.Denoising;

PhantomStudy study = new BoldPhantom
{
    Subjects = 1,
    SpikesPerSubject = 5,
    Seed = 3,
}.Create();
PhantomSubject subject = study.Subjects[0];
FmriprepConfounds table = PhantomConfounds.Of(study, subject);

#region denoise
ConfoundStrategy strategy = ConfoundStrategy.Scrub(NilearnDefaults.Version012) with
{
    GlobalSignal = ConfoundExpansion.Basic,
};
DenoisingConfounds run = strategy.Select(table);

// The cosines among the confounds are the high-pass filter.
CleanedSignals cleaned = new SignalCleaner().Clean(
    subject.Signals,
    new CleaningInputs { Confounds = run.Confounds, KeptSamples = run.KeptSamples }
);
#endregion

Console.WriteLine($"{run.Confounds!.Names.Count} columns, from {run.Confounds.Names[0]} to {run.Confounds.Names[^1]}");
Console.WriteLine($"mean framewise displacement {run.MeanFramewiseDisplacementMillimetres:F2} mm");
Console.WriteLine($"{run.Volumes - cleaned.Signals.Samples} of {run.Volumes} volumes censored");
Console.WriteLine($"{cleaned.DegreesOfFreedom.Remaining:F0} degrees of freedom left");

var quality = ImageQuality.Measure(subject.Bold, study.Mask);
Console.WriteLine($"median temporal signal-to-noise ratio {quality.MedianTemporalSnr:F0}");
