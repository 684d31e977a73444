namespace Gyrus.Fuzz.Running;

/// <summary>Makes an input smaller while the same fault shows: its end cut off, then blocks of zeros.</summary>
internal static class Minimiser
{
    private const int MostTrials = 500;

    public static FuzzInput Reduce(FuzzInput input, string fault, Func<FuzzInput, Verdict> judge)
    {
        int trials = 0;
        for (int file = 0; file < input.Files.Count; file++)
        {
            for (int cut = input.Files[file].Bytes.Length; cut > 0 && trials < MostTrials; cut /= 2)
            {
                while (Cut(input, file, cut) is { } shorter && trials++ < MostTrials && judge(shorter).Fault == fault)
                {
                    input = shorter;
                }
            }

            for (int block = 64; block > 0 && trials < MostTrials; block /= 4)
            {
                for (int at = 0; at < input.Files[file].Bytes.Length && trials < MostTrials; at += block)
                {
                    FuzzInput blank = Blank(input, file, at, block);
                    if (trials++ < MostTrials && judge(blank).Fault == fault)
                    {
                        input = blank;
                    }
                }
            }
        }

        return input;
    }

    private static FuzzInput? Cut(FuzzInput input, int file, int count)
    {
        byte[] bytes = input.Files[file].Bytes;
        return bytes.Length < count ? null : With(input, file, bytes[..^count]);
    }

    private static FuzzInput Blank(FuzzInput input, int file, int at, int count)
    {
        byte[] bytes = [.. input.Files[file].Bytes];
        bytes.AsSpan(at, Math.Min(count, bytes.Length - at)).Clear();
        return With(input, file, bytes);
    }

    private static FuzzInput With(FuzzInput input, int file, byte[] bytes)
    {
        FuzzFile[] files = [.. input.Files];
        files[file] = files[file] with { Bytes = bytes };
        return input with { Files = files };
    }
}
