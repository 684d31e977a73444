using System.Text;
using Gyrus.Fuzz.Damage;
using Gyrus.IO.Tables;

namespace Gyrus.Fuzz.Formats;

/// <summary>Tables of participants, and every column of them for every participant.</summary>
internal sealed class ParticipantsFormat : TableFormat
{
    public override string Name => "participants";

    public override int Weight => 60;

    private protected override byte[] Table(Dice dice)
    {
        if (dice.OneIn(4))
        {
            return base.Table(dice);
        }

        var text = new StringBuilder("participant_id\tage\tsex\n");
        for (int row = dice.Next(6); row >= 0; row--)
        {
            string id = dice.OneIn(8) ? HostileText.Next(dice) : $"sub-{row:00}";
            string age = dice.OneIn(6) ? dice.Pick(["n/a", "1e999", "old", "\"30\"", ""]) : $"{20 + row}";
            text.Append(id).Append('\t').Append(age).Append('\t').Append(dice.Pick(["F", "M", "n/a"])).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public override void Read(FuzzInput input, string folder)
    {
        ParticipantsTable table = ParticipantsTable.Read(Path.Combine(folder, FileName));
        string[] subjects = [.. table.Participants.Take(20)];
        foreach (string column in table.Columns.Take(5))
        {
            if (table.IsNumeric(column, subjects) && table.Numbers(column, subjects).Any(n => !double.IsFinite(n)))
            {
                throw new BrokenPromiseException("A number that is not finite.");
            }
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) =>
        TableCheck.DeclaredBytesOfRegions(input.Files[0].Bytes);
}
