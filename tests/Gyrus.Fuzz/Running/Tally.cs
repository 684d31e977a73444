namespace Gyrus.Fuzz.Running;

/// <summary>The outcomes of one format.</summary>
internal sealed class Tally(FuzzFormat format)
{
    private const int SlowOnesKept = 10;

    private readonly List<(double Milliseconds, long Number)> _slow = [];
    private readonly Dictionary<string, long> _faults = [];

    public FuzzFormat Format => format;

    public long Inputs { get; private set; }

    public long Read { get; private set; }

    public long Refused { get; private set; }

    public long Faults => _faults.Values.Sum();

    public double WorstRatio { get; private set; }

    public long BeyondAllowance { get; private set; }

    /// <summary>Gets the longest processor time of the slowest inputs, repeated alone.</summary>
    public double WorstMilliseconds { get; set; }

    /// <summary>The slowest inputs, to be repeated alone: other programs and the first compilation make times long.</summary>
    public IReadOnlyList<long> Slowest => [.. _slow.Select(s => s.Number)];

    /// <summary>Adds an outcome and says whether it is the first of its fault.</summary>
    public bool Add(long number, Verdict verdict)
    {
        lock (_slow)
        {
            Inputs++;
            WorstRatio = Math.Max(WorstRatio, verdict.Ratio);
            BeyondAllowance += verdict.Ratio > 0 ? 1 : 0;
            _slow.Add((verdict.Milliseconds, number));
            if (_slow.Count > SlowOnesKept)
            {
                _slow.Remove(_slow.Min());
            }

            switch (verdict.Kind)
            {
                case VerdictKind.Read:
                    Read++;
                    return false;
                case VerdictKind.Refused:
                    Refused++;
                    return false;
                default:
                    _faults[verdict.Fault] = _faults.GetValueOrDefault(verdict.Fault) + 1;
                    return _faults[verdict.Fault] == 1;
            }
        }
    }

    /// <summary>Counts a fault of an input that has been counted already.</summary>
    public void AddFault(string fault) => _faults[fault] = _faults.GetValueOrDefault(fault) + 1;

    /// <summary>Each fault and how often it was found.</summary>
    public IEnumerable<KeyValuePair<string, long>> ByFault() => _faults.OrderByDescending(f => f.Value);
}
