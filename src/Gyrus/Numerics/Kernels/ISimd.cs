namespace Gyrus.Numerics.Kernels;

/// <summary>
/// Arithmetic on a vector of doubles of one width, so that each kernel is written once and the JIT makes a copy of it
/// for every width. The scalar one is the twin that tests compare the others with.
/// </summary>
/// <typeparam name="TVector">The vector: <c>Vector512</c>, <c>Vector256</c>, <c>Vector128</c> or a double.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>The doubles in one vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>The columns of a tile of the products, 4 or 8: three vectors of them must fit in the registers.</summary>
    static abstract int TileColumns { get; }

    static abstract TVector Load(double* from);

    static abstract void Store(TVector value, double* to);

    static abstract TVector Broadcast(double value);

    static abstract TVector Add(TVector x, TVector y);

    static abstract TVector Subtract(TVector x, TVector y);

    static abstract TVector Multiply(TVector x, TVector y);

    static abstract TVector Divide(TVector x, TVector y);

    static abstract TVector Min(TVector x, TVector y);

    static abstract TVector Max(TVector x, TVector y);

    /// <summary>x·y + z, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>The sum of the lanes.</summary>
    static abstract double Sum(TVector value);
}
