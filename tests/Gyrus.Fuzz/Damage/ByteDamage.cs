namespace Gyrus.Fuzz.Damage;

/// <summary>Damage that knows nothing of the format.</summary>
internal static class ByteDamage
{
    private static readonly byte[] Special = [0, 1, 0x7F, 0x80, 0xFF, 0x1B, .. "\"\t\n\r,; 9-#{}[]()'"u8];

    /// <summary>Some changes of bytes, words or lengths, most of them among the first bytes.</summary>
    public static byte[] Apply(byte[] seed, Dice dice, int changes, int first = int.MaxValue)
    {
        var bytes = new List<byte>(seed);
        for (int i = 0; i < changes && bytes.Count > 0; i++)
        {
            int at = dice.Next(dice.OneIn(5) ? bytes.Count : Math.Min(first, bytes.Count));
            Change(bytes, at, dice);
        }

        return [.. bytes];
    }

    /// <summary>The beginning of one, the end of the other.</summary>
    public static byte[] Splice(byte[] head, byte[] tail, Dice dice) =>
        [.. head.AsSpan(0, dice.Next(head.Length + 1)), .. tail.AsSpan(dice.Next(tail.Length + 1))];

    private static void Change(List<byte> bytes, int at, Dice dice)
    {
        switch (dice.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << dice.Next(8));
                break;
            case 1:
                bytes[at] = (byte)dice.Next(256);
                break;
            case 2 or 3:
                bytes[at] = dice.Pick(Special);
                break;
            case 4:
                bytes.RemoveRange(at, Math.Min(dice.Next(16), bytes.Count - at));
                break;
            case 5:
                bytes.Insert(at, dice.Pick(Special));
                break;
            case 6:
                for (int b = at & ~3; b < Math.Min((at & ~3) + 4, bytes.Count); b++)
                {
                    bytes[b] = (byte)(dice.Next(2) * 255);
                }

                break;
            case 7:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(dice.Next(64), bytes.Count - at)));
                break;
        }
    }
}
