using Gyrus.Numerics;

namespace Gyrus.Glm.Hmm;

/// <summary>Forward-backward with scaling, and Viterbi, session by session.</summary>
/// <remarks>
/// Emissions are scaled by the largest of each sample, so no product underflows. Filtered: α_t ∝ b_t ∘ (Aᵀα_{t−1}), c_t its sum. Backward:
/// β_t = A(b_{t+1} ∘ β_{t+1})/c_{t+1}; smoothed α ∘ β; ξ_t = diag(α_t) A diag(b_{t+1} ∘ β_{t+1})/c_{t+1}. Source: Rabiner (1989), Proc. IEEE 77:257,
/// doi:10.1109/5.18626, §V.A.
/// </remarks>
internal sealed class HmmRecursion(Matrix transition, IReadOnlyList<double> initial, int[] starts)
{
    private readonly int _states = initial.Count;

    /// <summary>All quantities but the path, for log emissions of states × samples.</summary>
    public HmmPosterior Run(Matrix emissions)
    {
        int n = emissions.Columns;
        Matrix b = Scaled(emissions, out double shift);
        var filtered = new Matrix(_states, n);
        var smoothed = new Matrix(_states, n);
        var counts = new Matrix(_states, _states);
        double log = shift;
        foreach ((int From, int To) session in Sessions(n))
        {
            double[] c = Forward(b, filtered, session);
            log += c.Sum(Math.Log);
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

    private static Matrix Scaled(Matrix emissions, out double shift)
    {
        var b = new Matrix(emissions.Rows, emissions.Columns);
        shift = 0;
        for (int t = 0; t < emissions.Columns; t++)
        {
            double largest = double.NegativeInfinity;
            foreach (double value in emissions.Column(t))
            {
                largest = Math.Max(largest, value);
            }

            shift += largest;
            for (int k = 0; k < emissions.Rows; k++)
            {
                b[k, t] = Math.Exp(emissions[k, t] - largest);
            }
        }

        return b;
    }

    private double[] Forward(Matrix b, Matrix filtered, (int From, int To) session)
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
            for (int k = 0; k < _states; k++)
            {
                filtered[k, t] /= sum;
            }
        }

        return c;
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
                ahead[k] = b[k, t] * beta[k] / c[t - session.From];
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
