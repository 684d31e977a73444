namespace Gyrus.Glm.Selection;

/// <summary>The mean of every feature over the samples that count: what an effect is centred at.</summary>
internal static class FeatureMeans
{
    /// <summary>One mean per column of the design.</summary>
    public static double[] Of(GlmData data)
    {
        double[] weights =
        [
            .. data.Design.ValidRows.Select((valid, i) => valid && Rows.WeightOf(data, i) is > 0 and var w ? w : 0),
        ];
        double total = weights.Sum();
        double[] mean = new double[data.Design.Columns];
        data.Design.Store.TransposeProduct([.. weights.Select(w => w / total)], mean);
        return mean;
    }
}
