using System.Text;
using Gyrus.Cli.Commands;
using Gyrus.Fuzz.Damage;
using Gyrus.IO.Derivatives;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.Fuzz.Formats;

/// <summary>JSON. Declared: 16 bytes per byte of text, what the tokens of a document take at most.</summary>
internal abstract class JsonFormat : FuzzFormat
{
    public override long DeclaredBytes(FuzzInput input, string folder) => 16L * input.Files.Sum(f => f.Bytes.Length);
}

/// <summary>Signals with a sidecar, which names a table of regions.</summary>
internal sealed class SidecarFormat : JsonFormat
{
    private static readonly byte[] Table = "a\tb\tc\n1\t2\t3\n4\t5\t6\n"u8.ToArray();
    private static readonly byte[] Regions = "index\tname\tx\ty\tz\n1\ta\t1\t2\t3\n2\tb\t1\t2\t3\n"u8.ToArray();
    private static readonly byte[] Seed = Encoding.UTF8.GetBytes(
        """
        {"Description": "Cleaned", "RepetitionTime": 2.5, "SamplingFrequency": 0.4, "Atlas": "aal",
         "RegionTable": "seg-aal_dseg.tsv", "Samples": 2, "Confounds": ["trans_x"], "KeptVolumes": [0, 1],
         "Provenance": {"version": "1", "options": {"a": "b"}}}
        """
    );

    public override string Name => "signals-sidecar";

    public override int Weight => 80;

    public override FuzzInput Make(Dice dice) =>
        new([
            new FuzzFile("sub-01_timeseries.tsv", Table),
            new FuzzFile("sub-01_timeseries.json", JsonDamage.Apply(Seed, dice)),
            new FuzzFile("seg-aal_dseg.tsv", dice.OneIn(4) ? TableText.Create(dice, labels: true) : Regions),
        ]);

    public override void Read(FuzzInput input, string folder)
    {
        RegionSignals signals = SignalsFolder.Read(Path.Combine(folder, input.Files[0].Name));
        TableCheck.Signals(signals);
        if (signals.RepetitionTimeSeconds is { } seconds && !(double.IsFinite(seconds) && seconds > 0))
        {
            throw new BrokenPromiseException($"A repetition time of {seconds} s.");
        }
    }
}

/// <summary>The sidecar of an image, of which the repetition time is taken.</summary>
internal sealed class BoldSidecarFormat : JsonFormat
{
    private static readonly byte[] Seed =
        """{"RepetitionTime": 2.0, "TaskName": "rest", "SliceTiming": [0, 1.5], "EchoTime": {"a": null}}"""u8.ToArray();

    /// <summary>Three volumes, of which the header does not say how long they took (pixdim[4], at byte 92).</summary>
    private static readonly Lazy<FuzzFile> Image = new(() =>
    {
        byte[] image = [.. Seeds.Images[1]];
        image.AsSpan(92, 4).Clear();
        return new FuzzFile("sub-01_bold.nii", image);
    });

    public override string Name => "bold-sidecar";

    public override int Weight => 60;

    public override FuzzInput Make(Dice dice) =>
        new([Image.Value, new FuzzFile("sub-01_bold.json", JsonDamage.Apply(Seed, dice))]);

    public override void Read(FuzzInput input, string folder)
    {
        double? seconds = BoldImage
            .Open(Path.Combine(folder, "sub-01_bold.nii"), isTimeGiven: false)
            .RepetitionTimeSeconds;
        if (seconds is { } value && !(double.IsFinite(value) && value > 0))
        {
            throw new BrokenPromiseException($"A repetition time of {value} s.");
        }
    }
}

/// <summary>A folder of a connectome: its document damaged, or one of its tables.</summary>
internal sealed class ConnectomeFormat : JsonFormat
{
    public override string Name => "connectome";

    public override int Weight => 100;

    public override FuzzInput Make(Dice dice)
    {
        FuzzFile[] files = [.. Seeds.Connectome];
        if (dice.OneIn(5))
        {
            FuzzFile[] tables = [.. files.Where(f => f.Name.EndsWith(".tsv", StringComparison.Ordinal))];
            FuzzFile table = dice.Pick(tables);
            byte[] damaged = dice.OneIn(3)
                ? TableText.Create(dice, labels: false)
                : ByteDamage.Apply(table.Bytes, dice, 1 + dice.Next(3));
            files[Array.IndexOf(files, table)] = table with { Bytes = damaged };
        }
        else
        {
            files[0] = files[0] with { Bytes = JsonDamage.Apply(files[0].Bytes, dice) };
        }

        return new FuzzInput(files);
    }

    public override void Read(FuzzInput input, string folder)
    {
        ConnectomeResult result = ConnectomeFolder.Read(folder);
        // What a report is made from.
        TableCheck.Names(result.Regions.Select(r => r.Name));
        _ = result.Edges();
        _ = result.Converged;
        if (result.Regions.Any(r => r.Centre is { } c && !double.IsFinite(c.X + c.Y + c.Z)))
        {
            throw new BrokenPromiseException("A region at no place.");
        }

        if (result.Subjects.Count == 0 || result.Scores.Any(s => double.IsNaN(s.Penalty + s.MeanScore)))
        {
            throw new BrokenPromiseException("No subject, or a score that is no number.");
        }
    }
}
