#:project ../src/Gyrus/Gyrus.csproj
#:project ../src/Gyrus.IO/Gyrus.IO.csproj
#:property PublishAot=false
// Reading NIfTI images, tables and arrays. The files are a small simulated study, written to a folder first.
using Gyrus.Imaging;
using Gyrus.IO.Bids;
using Gyrus.IO.Nifti;
using Gyrus.IO.Npy;
using Gyrus.IO.Tables;
using Gyrus.Pipelines.Phantom;
using Gyrus.Signals;

string folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("gyrus-").FullName;
var phantom = new BoldPhantom
{
    Subjects = 1,
    Regions = 12,
    Volumes = 60,
    VoxelMillimetres = 8,
};
var files = PhantomDataset.Write(phantom.Create(), folder);

#region read
var image = NiftiImage.Open(files.Bold[0]); // the header is checked, no volume is read yet
Grid grid = image.Grid;
Console.WriteLine($"{grid.I} × {grid.J} × {grid.K}, {image.Count} volumes, TR {image.RepetitionTimeSeconds} s");

var atlas = MapsAtlas.Read(NiftiImage.Open(files.Atlas), LabelTable.Read(files.Regions));
RegionSignals signals = new RegionExtractor { Target = ResamplingTarget.Atlas }
    .Extract(image, atlas)
    .Signals;
Console.WriteLine($"{signals.Regions[0].Name}: {signals.Values[0, 0]:F1} at the first volume");

Confounds confounds = ConfoundTable.Read(files.Confounds[0]);
Console.WriteLine($"{confounds.Samples} rows of {string.Join(", ", confounds.Names.Take(3))}, …");
string table = Path.Combine(folder, "signals.tsv");
SignalsTable.Write(table, signals);
NpyFile.Write(Path.ChangeExtension(table, ".npy"), signals.Values);
Console.WriteLine(SignalsTable.Read(table).Values[5, 2] == signals.Values[5, 2]); // to the last bit
#endregion
