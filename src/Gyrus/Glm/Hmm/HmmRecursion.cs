using Gyrus.Numerics;

namespace Gyrus.Glm.Hmm;

/// <summary>Forward-backward with scaling, and Viterbi, session by session.</summary>
/// <remarks>
/// Emissions are scaled by the largest of each sample. Filtered: α_t ∝ b_t ∘ (Aᵀα_{t−1}), c_t its sum. Backward:
/// β_t = A(b_{t+1} ∘ β_{t+1})/c_{t+1}; smoothed α ∘ β; ξ_t = diag(α_t) A diag(b_{t+1} ∘ β_{t+1})/c_{t+1}. A session in which the probability of a
/// state underflows nevertheless, though it may be the only one that later samples allow, is done in logs. Source: Rabiner (1989), Proc. IEEE 77:257,
/// doi:10.1109/5.18626, §V.A.
/// </remarks>
internal sealed class HmmRecursion(Matrix transition, IReadOnlyList<double> initial, int[] starts)
{
    // Below this a double loses digits, then everything.
    private const double LeastNormal = 2.2250738585072014e-308;

    private readonly int _states = initial.Count;

    /// <summary>All quantities but the path, for log emissions of states × samples.</summary>
    public HmmPosterior Run(Matrix emissions)
    {
        int n = emissions.Columns;
        Matrix b = Scaled(emissions, out double[] largest);
        var filtered = new Matrix(_states, n);
        var smoothed = new Matrix(_states, n);
        var counts = new Matrix(_states, _states);
        double log = 0;
        foreach ((int From, int To) session in Sessions(n))
        {
            if (Forward(b, emissions, filtered, session) is not { } c)
            {
                log += new LogRecursion(transition, initial).Run(emissions, (filtered, smoothed, counts), session);
                continue;
            }

            log += largest[session.From..session.To].Sum() + c.Sum(Math.Log);
            Backward(b, (filtered, smoothed, counts), c, session);
        }

        return new HmmPosterior
        {
            LogLikelihood = log,
            Filtered = filtered.Transpose(),
            Smoothed = smoothed.Transpose(),
            TransitionCounts = counts,
            Path = [],
        };
    }

    /// <summary>The most probable path of states, for log emissions of states × samples.</summary>
    public int[] MostProbablePath(Matrix emissions)
    {
        int[] path = new int[emissions.Columns];
        var logTransition = Matrix.Create(_states, _states, (j, k) => Math.Log(transition[j, k]));
        foreach ((int From, int To) session in Sessions(emissions.Columns))
        {
            Viterbi(emissions, logTransition, path, session);
        }

        return path;
    }

    private IEnumerable<(int From, int To)> Sessions(int samples) =>
        starts.Select((from, s) => (from, s + 1 < starts.Length ? starts[s + 1] : samples));

    private static Matrix Scaled(Matrix emissions, out double[] largest)
    {
        var b = new Matrix(emissions.Rows, emissions.Columns);
        largest = new double[emissions.Columns];
        for (int t = 0; t < emissions.Columns; t++)
        {
            largest[t] = double.NegativeInfinity;
            foreach (double value in emissions.Column(t))
            {
                largest[t] = Math.Max(largest[t], value);
            }

            for (int k = 0; k < emissions.Rows; k++)
            {
                b[k, t] = double.IsNegativeInfinity(emissions[k, t]) ? 0 : Math.Exp(emissions[k, t] - largest[t]);
            }
        }

        return b;
    }

    /// <summary>Fills α and returns the c of each sample; null where the probability of a possible state underflows, or no state is possible.</summary>
    private double[]? Forward(Matrix b, Matrix emissions, Matrix filtered, (int From, int To) session)
    {
        double[] c = new double[session.To - session.From];
        for (int t = session.From; t < session.To; t++)
        {
            double sum = 0;
            for (int k = 0; k < _states; k++)
            {
                double before = t == session.From ? initial[k] : 0;
                for (int j = 0; j < _states && t > session.From; j++)
                {
                    before += transition[j, k] * filtered[j, t - 1];
                }

                filtered[k, t] = before * b[k, t];
                sum += filtered[k, t];
            }

            c[t - session.From] = sum;
            if (!(sum >= LeastNormal) || Loses(emissions, filtered, t, t == session.From))
            {
                return null;
            }

            for (int k = 0; k < _states; k++)
            {
                filtered[k, t] /= sum;
            }
        }

        return c;
    }

    /// <summary>Whether a state that can be at a sample has a probability there that is not a normal number.</summary>
    private bool Loses(Matrix emissions, Matrix filtered, int t, bool first)
    {
        for (int k = 0; k < _states; k++)
        {
            if (filtered[k, t] >= LeastNormal || double.IsNegativeInfinity(emissions[k, t]))
            {
                continue;
            }

            bool possible = first && initial[k] > 0;
            for (int j = 0; j < _states && !first; j++)
            {
                possible |= transition[j, k] > 0 && filtered[j, t - 1] > 0;
            }

            if (possible)
            {
                return true;
            }
        }

        return false;
    }

    private void Backward(
        Matrix b,
        (Matrix Filtered, Matrix Smoothed, Matrix Counts) into,
        double[] c,
        (int From, int To) session
    )
    {
        double[] beta = [.. Enumerable.Repeat(1.0, _states)];
        double[] ahead = new double[_states];
        for (int t = session.To - 1; t >= session.From; t--)
        {
            for (int k = 0; k < _states; k++)
            {
                into.Smoothed[k, t] = into.Filtered[k, t] * beta[k];
            }

            if (t == session.From)
            {
                return;
            }

            for (int k = 0; k < _states; k++)
            {
                // Where the past excludes a state, what is ahead of it has no bound, and no say.
                ahead[k] = into.Filtered[k, t] == 0 ? 0 : b[k, t] * beta[k] / c[t - session.From];
            }

            for (int j = 0; j < _states; j++)
            {
                beta[j] = 0;
                for (int k = 0; k < _states; k++)
                {
                    double flow = transition[j, k] * ahead[k];
                    beta[j] += flow;
                    into.Counts[j, k] += into.Filtered[j, t - 1] * flow;
                }
            }
        }
    }

    private void Viterbi(Matrix emissions, Matrix logTransition, int[] path, (int From, int To) session)
    {
        int[,] back = new int[session.To - session.From, _states];
        double[] score = [.. initial.Select((p, k) => Math.Log(p) + emissions[k, session.From])];
        double[] next = new double[_states];
        for (int t = session.From + 1; t < session.To; t++)
        {
            for (int k = 0; k < _states; k++)
            {
                int best = 0;
                for (int j = 1; j < _states; j++)
                {
                    best = score[j] + logTransition[j, k] > score[best] + logTransition[best, k] ? j : best;
                }

                back[t - session.From, k] = best;
                next[k] = score[best] + logTransition[best, k] + emissions[k, t];
            }

            (score, next) = (next, score);
        }

        int state = Array.IndexOf(score, score.Max());
        for (int t = session.To - 1; t >= session.From; t--)
        {
            path[t] = state;
            state = back[t - session.From, state];
        }
    }
}
