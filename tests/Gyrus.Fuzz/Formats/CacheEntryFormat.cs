using Gyrus.Fuzz.Damage;
using Gyrus.Imaging;
using Gyrus.IO.Caching;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.Fuzz.Formats;

/// <summary>Entries of the cache whose check sum is right though the content is not. They name no file: the caller does.</summary>
/// <remarks>Declared: the bytes of the entry as numbers and texts in memory, 16 per byte (a text of no letter has one byte).</remarks>
internal sealed class CacheEntryFormat : FuzzFormat
{
    private static readonly SubjectScan Scan = new()
    {
        Subject = "entry",
        Bold = new VolumeSeries("image", new Grid(1, 1, 1, Affine.Identity), [new double[1]]),
    };

    private static readonly Lazy<byte[]> Seed = new(() =>
    {
        var values = new Matrix(4, 2);
        Region[] regions = [new(1, "a") { Network = "n" }, new(2, "b") { Centre = new WorldPoint(1, 2, 3) }];
        return ExtractionEntry.Write(
            Scan,
            "atlas",
            new ExtractedSignals
            {
                Signals = new RegionSignals("entry", values, regions),
                HighVariance = new Confounds(values, ["c", "d"]),
                Warnings = ["image: a warning."],
            }
        );
    });

    public override string Name => "cache-entry";

    public override int Weight => 60;

    public override FuzzInput Make(Dice dice) => new("entry.bin", ByteDamage.Apply(Seed.Value, dice, 1 + dice.Next(4)));

    public override void Read(FuzzInput input, string folder)
    {
        try
        {
            ExtractionEntry.Read(Scan, "atlas", input.Files[0].Bytes);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"entry.bin: {error.Message}", error);
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) => 16L * input.Files[0].Bytes.Length;
}
