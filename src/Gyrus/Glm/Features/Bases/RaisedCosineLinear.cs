namespace Gyrus.Glm.Features;

/// <summary>Raised cosines evenly spaced over the range.</summary>
/// <remarks>
/// <para>With z = (x − low)/(high − low), centres cⱼ = j·d, d = 1/(n − 1): ½(1 + cos(π(z − cⱼ)/(d·w))) within d·w of the centre, else 0.</para>
/// <para>2w of the functions are not zero at a point. With w = 2 and odd n every second one sums to 1, which aliases the intercept.</para>
/// <para>Source: Pillow et al. (2005), Journal of Neuroscience 25:11003, doi:10.1523/JNEUROSCI.3305-05.2005.</para>
/// </remarks>
public sealed record RaisedCosineLinear : RaisedCosineBasis
{
    internal override FunctionTable Table(FittedBasis fitted, int channel) =>
        new RaisedCosineTable(Count, Width, 1, fitted.Ranges[channel].Unit) { Pattern = Pattern };
}
