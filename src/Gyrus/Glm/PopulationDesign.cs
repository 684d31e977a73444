using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>One design for several neurons: column feature × neurons + neuron acts on the samples of its neuron alone.</summary>
/// <param name="store">The design that the neurons share.</param>
/// <param name="neurons">Their number K; η and v hold K stretches, one per neuron.</param>
/// <param name="mask">features × neurons: 0 where a neuron does not see a feature, else 1; null for ones.</param>
internal sealed class PopulationDesign(IDesign store, int neurons, Matrix? mask) : IDesign
{
    public int Samples => store.Samples * neurons;

    public int Columns => store.Columns * neurons;

    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        double[] own = new double[store.Columns];
        for (int k = 0; k < neurons; k++)
        {
            for (int j = 0; j < own.Length; j++)
            {
                own[j] = Sees(j, k) ? coefficients[(j * neurons) + k] : 0;
            }

            store.AddProduct(own, eta.Slice(k * store.Samples, store.Samples));
        }
    }

    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient)
    {
        double[] own = new double[store.Columns];
        for (int k = 0; k < neurons; k++)
        {
            store.TransposeProduct(v.Slice(k * store.Samples, store.Samples), own);
            for (int j = 0; j < own.Length; j++)
            {
                gradient[(j * neurons) + k] = Sees(j, k) ? own[j] : 0;
            }
        }
    }

    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums)
    {
        gram.Clear();
        sums.Clear();
        for (int k = 0; k < neurons; k++)
        {
            var places = new List<int>();
            for (int place = 0; place < columns.Length; place++)
            {
                if (columns[place] % neurons == k && Sees(columns[place] / neurons, k))
                {
                    places.Add(place);
                }
            }

            int[] features = new int[places.Count];
            for (int j = 0; j < features.Length; j++)
            {
                features[j] = columns[places[j]] / neurons;
            }

            double[] ownGram = new double[features.Length * features.Length];
            double[] ownSums = new double[features.Length];
            store.WeightedGram(h.Slice(k * store.Samples, store.Samples), features, ownGram, ownSums);
            for (int j = 0; j < features.Length; j++)
            {
                sums[places[j]] = ownSums[j];
                for (int i = 0; i < features.Length; i++)
                {
                    gram[(places[j] * columns.Length) + places[i]] = ownGram[(j * features.Length) + i];
                }
            }
        }
    }

    private bool Sees(int feature, int neuron) => mask is null || mask[feature, neuron] != 0;
}
