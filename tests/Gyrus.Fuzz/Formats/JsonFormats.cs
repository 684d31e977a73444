using System.Text;
using Gyrus.Cli.Commands;
using Gyrus.Fuzz.Damage;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Tables;
using Gyrus.Pipelines;
using Gyrus.Signals;
using Gyrus.Signals.Denoising;

namespace Gyrus.Fuzz.Formats;

/// <summary>
/// JSON. Declared: 16 bytes per byte of text, what the tokens of a document take at most; tables beside it as tables.
/// </summary>
internal abstract class JsonFormat : FuzzFormat
{
    public override long DeclaredBytes(FuzzInput input, string folder) =>
        input.Files.Sum(f =>
            Path.GetExtension(f.Name) switch
            {
                ".json" => 16L * f.Bytes.Length,
                ".tsv" => TableCheck.DeclaredBytesOfRegions(f.Bytes),
                _ => 0,
            }
        );
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

/// <summary>A folder of a result: its document damaged, or one of its tables.</summary>
internal abstract class FolderFormat : JsonFormat
{
    public override int Weight => 80;

    public override long Allowance => 192 * 1024;

    private protected abstract IReadOnlyList<FuzzFile> Seed { get; }

    public override FuzzInput Make(Dice dice)
    {
        FuzzFile[] files = [.. Seed];
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
}

/// <summary>A folder of a connectome.</summary>
internal sealed class ConnectomeFormat : FolderFormat
{
    public override string Name => "connectome";

    private protected override IReadOnlyList<FuzzFile> Seed => Seeds.Connectome;

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

/// <summary>fMRIPrep's table of confounds with the JSON file beside it.</summary>
internal sealed class FmriprepFormat : JsonFormat
{
    private static readonly byte[] Table =
        "trans_x\trot_y\ta_comp_cor_00\tcosine00\n1\t2\t3\tn/a\n4\t5\t6\t7\n"u8.ToArray();
    private static readonly byte[] Seed =
        """
        {"a_comp_cor_00": {"Mask": "CSF", "Method": "aCompCor", "Retained": true, "VarianceExplained": 0.2},
         "t_comp_cor_00": {"Retained": false, "VarianceExplained": 0.1}, "dropped_0": {"Mask": null}, "x": [1]}
        """u8.ToArray();

    public override string Name => "fmriprep";

    public override int Weight => 80;

    public override long Allowance => 192 * 1024;

    public override FuzzInput Make(Dice dice) =>
        new([
            new FuzzFile("sub-01_desc-confounds_timeseries.tsv", dice.OneIn(4) ? TableText.Create(dice, false) : Table),
            new FuzzFile("sub-01_desc-confounds_timeseries.json", JsonDamage.Apply(Seed, dice)),
        ]);

    public override void Read(FuzzInput input, string folder)
    {
        FmriprepConfounds confounds = FmriprepTable.Read(Path.Combine(folder, input.Files[0].Name));
        if (confounds.Components?.Any(c => !double.IsFinite(c.VarianceExplained ?? 0)) == true)
        {
            throw new BrokenPromiseException("A variance that is not finite.");
        }
    }
}

/// <summary>A folder of connectivity with a tangent space: its document damaged, or one of its tables.</summary>
internal sealed class ConnectivityFormat : FolderFormat
{
    public override string Name => "connectivity";

    private protected override IReadOnlyList<FuzzFile> Seed => Seeds.Connectivity;

    public override void Read(FuzzInput input, string folder)
    {
        ConnectivityResult result = ConnectivityFolder.Read(folder);
        TableCheck.Names(result.Regions.Select(r => r.Name));
        if (!Enum.IsDefined(result.Connectivity.Kind) || result.Subjects.Count == 0)
        {
            throw new BrokenPromiseException("A kind of connectivity that is none, or no subject.");
        }
    }
}
