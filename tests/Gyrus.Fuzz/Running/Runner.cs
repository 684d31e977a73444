namespace Gyrus.Fuzz.Running;

/// <summary>Shares the inputs out to threads and keeps the books.</summary>
internal sealed class Runner(FuzzOptions options, IReadOnlyList<FuzzFormat> formats)
{
    /// <summary>How long an input may take: processor time of the process, alone. What waits for ever is <see cref="Watch"/>'s.</summary>
    private const double MostMilliseconds = 1000;

    private const int Chunk = 50;
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(30);

    private readonly Tally[] _tallies = [.. formats.Select(f => new Tally(f))];

    /// <summary>Tries all inputs of the formats that are asked for.</summary>
    public IReadOnlyList<Tally> Run(WorkMap map)
    {
        (int Format, long From, long To)[] chunks = [.. Chunks()];
        int next = -1;
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, options.Threads)
                .Select(thread => new Thread(() =>
                {
                    using var trial = new Trial(options.Folder);
                    int chunk;
                    while ((chunk = Interlocked.Increment(ref next)) < chunks.Length)
                    {
                        (int format, long from, long to) = chunks[chunk];
                        for (long number = from; number < to; number++)
                        {
                            map.Begin(thread, format, number);
                            Try(trial, format, number);
                        }
                    }

                    map.End(thread);
                })),
        ];
        using var progress = new Timer(
            _ => Console.WriteLine($"  {100L * Math.Min(next + 1, chunks.Length) / chunks.Length} %"),
            null,
            ProgressEvery,
            ProgressEvery
        );
        Array.ForEach(threads, static t => t.Start());
        Array.ForEach(threads, static t => t.Join());
        RepeatSlowest(map);
        return [.. _tallies.Where(t => t.Inputs > 0)];
    }

    /// <summary>Tries one input and tells all about it.</summary>
    public bool RunOne(long number)
    {
        int format = formats.ToList().FindIndex(f => f.Name == options.Format);
        using var trial = new Trial(options.Folder);
        FuzzInput input = formats[format].Make(new Dice(options.Seed, formats[format].Name, number));
        Verdict verdict = trial.Judge(formats[format], input);
        verdict = trial.Judge(formats[format], input);
        Console.WriteLine($"{verdict.Kind} in {verdict.Milliseconds:0.0} ms, allocation ratio {verdict.Ratio:0.00}");
        Console.WriteLine($"{verdict.Fault}\n{verdict.Detail}");
        Console.WriteLine("kept in " + Finding.Keep(options, formats[format], number, input, verdict));
        return verdict.Kind != VerdictKind.Fault;
    }

    /// <summary>Every format gets its share, at least one input; formats take turns, so that a run that is ended early saw all.</summary>
    private IEnumerable<(int Format, long From, long To)> Chunks()
    {
        int[] chosen =
        [
            .. Enumerable
                .Range(0, formats.Count)
                .Where(f => options.Format is null || formats[f].Name == options.Format),
        ];
        double all = chosen.Sum(f => formats[f].Weight);
        return chosen
            .SelectMany(f =>
            {
                long count = (long)Math.Ceiling(options.Inputs * formats[f].Weight / all);
                return Enumerable
                    .Range(0, (int)((count + Chunk - 1) / Chunk))
                    .Select(c =>
                        (At: c * Chunk / (double)count, f, From: (long)c * Chunk, To: Math.Min(count, (c + 1L) * Chunk))
                    );
            })
            .OrderBy(c => c.At)
            .Select(c => (c.f, c.From, c.To));
    }

    private void Try(Trial trial, int format, long number)
    {
        FuzzInput input = formats[format].Make(new Dice(options.Seed, formats[format].Name, number));
        Verdict verdict = trial.Judge(formats[format], input);
        if (verdict.Fault == Trial.Memory)
        {
            // What is made once for all calls (pools, tables) is not the input's.
            verdict = trial.Judge(formats[format], input);
        }

        if (_tallies[format].Add(number, verdict))
        {
            Console.WriteLine(Finding.Describe(options, formats[format], number, verdict));
            if (verdict.Fault != Trial.Memory)
            {
                input = Minimiser.Reduce(input, verdict.Fault, smaller => trial.Judge(formats[format], smaller));
            }

            Finding.Keep(options, formats[format], number, input, verdict);
        }
    }

    private static double ProcessorTime(Action action)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private void RepeatSlowest(WorkMap map)
    {
        using var trial = new Trial(options.Folder);
        for (int format = 0; format < formats.Count; format++)
        {
            foreach (long number in _tallies[format].Slowest)
            {
                map.Begin(0, format, number);
                FuzzInput input = formats[format].Make(new Dice(options.Seed, formats[format].Name, number));
                double least = Enumerable
                    .Range(0, 3)
                    .Min(_ => ProcessorTime(() => trial.Judge(formats[format], input)));
                _tallies[format].WorstMilliseconds = Math.Max(_tallies[format].WorstMilliseconds, least);
                if (least > MostMilliseconds)
                {
                    var slow = new Verdict(VerdictKind.Fault, least, 0, "time", $"{least:0} ms, alone");
                    _tallies[format].AddFault(slow.Fault);
                    Console.WriteLine(Finding.Describe(options, formats[format], number, slow));
                    Finding.Keep(options, formats[format], number, input, slow);
                }
            }
        }

        map.End(0);
    }
}
