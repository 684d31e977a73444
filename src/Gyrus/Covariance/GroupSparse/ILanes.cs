namespace Gyrus.Covariance.GroupSparse;

/// <summary>Arithmetic on one number per subject of a group. Every implementation of one width gives the same bits.</summary>
/// <typeparam name="TVector">What holds the lanes.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    static abstract int Width { get; }

    static abstract TVector Load(double* source);

    static abstract void Store(TVector value, double* destination);

    static abstract TVector Broadcast(double value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector MaxMagnitude(TVector a, TVector b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The sum of the lanes, halves first: (0+4, 1+5, 2+6, 3+7), then (0+2, 1+3), then both.</summary>
    static abstract double Sum(TVector value);

    /// <summary>Whether some lane is above the limit in magnitude.</summary>
    static abstract bool AnyMagnitudeAbove(TVector value, double limit);
}
