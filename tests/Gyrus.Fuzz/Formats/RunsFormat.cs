using System.Text;
using Gyrus.Fuzz.Damage;
using Gyrus.IO.Derivatives;

namespace Gyrus.Fuzz.Formats;

/// <summary>Tables of the runs of a participant; where they say that signals are must be below the participant's folder.</summary>
internal sealed class RunsFormat : TableFormat
{
    public override string Name => "runs";

    public override int Weight => 60;

    private protected override byte[] Table(Dice dice)
    {
        if (dice.OneIn(4))
        {
            return base.Table(dice);
        }

        var text = new StringBuilder("run\tsession\tstatus\ttimeseries\treason\n");
        for (int row = dice.Next(6); row >= 0; row--)
        {
            string run = dice.OneIn(8) ? HostileText.Next(dice) : $"sub-01_run-{row}";
            string status = dice.OneIn(8) ? HostileText.Next(dice) : dice.Pick(["used", "excluded"]);
            string path = dice.OneIn(4)
                ? dice.Pick(["../func/x.tsv", "/func/x", "func/..", "func/", "a/b/func/x", "n/a", "C:\\func/x"])
                : $"func/{run}.tsv";
            text.Append(run).Append("\tn/a\t").Append(status).Append('\t').Append(path).Append("\tn/a\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public override void Read(FuzzInput input, string folder)
    {
        string own = Path.GetFullPath(Path.Combine(folder, "sub-01"));
        string table = Path.Combine(folder, FileName);
        foreach (RunRow row in RunRow.ReadAll(table))
        {
            string path = Path.GetFullPath(Path.Combine(own, row.SafeTimeSeries(table)));
            if (!path.StartsWith(own + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new BrokenPromiseException("Signals outside the participant's folder.");
            }
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) =>
        TableCheck.DeclaredBytesOfRegions(input.Files[0].Bytes);
}
