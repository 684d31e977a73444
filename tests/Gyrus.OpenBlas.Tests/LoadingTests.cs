namespace Gyrus.OpenBlas.Tests;

public sealed class LoadingTests
{
    [Fact]
    public void TryOpen_WithoutTheLibrary_SaysWhatWasLookedFor()
    {
        OpenBlasLibrary? library = OpenBlasLibrary.TryOpen(["libno-such-blas.so.0"], out string reason);

        Assert.Null(library);
        Assert.Contains("not installed", reason, StringComparison.Ordinal);
        Assert.Contains("libno-such-blas.so.0", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TryOpen_OfAnotherLibrary_SaysWhatIsMissing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The C library has another name here.");

        OpenBlasLibrary? library = OpenBlasLibrary.TryOpen(["libc.so.6"], out string reason);

        Assert.Null(library);
        Assert.Contains("openblas_get_config", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void SelfCheck_OfTheManagedBackEnd_FindsNothing() =>
        Assert.Null(SelfCheck.Fault(new ManagedLinearAlgebra()));

    [Theory]
    [InlineData("dgemm")]
    [InlineData("dsyrk")]
    [InlineData("dpotri")]
    [InlineData("dsyevd")]
    public void SelfCheck_OfABackEndWithOneWrongEntry_NamesTheOperation(string wrong)
    {
        string? fault = SelfCheck.Fault(new FaultyLinearAlgebra(wrong));

        Assert.NotNull(fault);
        Assert.Contains(wrong, fault, StringComparison.Ordinal);
    }

    private sealed class FaultyLinearAlgebra(string wrong) : ILinearAlgebra
    {
        private readonly ManagedLinearAlgebra _inner = new();

        public string Name => "faulty";

        public void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, ProductShape shape)
        {
            _inner.Multiply(a, b, c, shape);
            Spoil(c, "dgemm");
        }

        public void Gram(ReadOnlySpan<double> a, int rows, int columns, Span<double> c)
        {
            _inner.Gram(a, rows, columns, c);
            Spoil(c, "dsyrk");
        }

        public int Cholesky(Span<double> a, int size) => _inner.Cholesky(a, size);

        public void CholeskyInverse(Span<double> factor, int size)
        {
            _inner.CholeskyInverse(factor, size);
            Spoil(factor, "dpotri");
        }

        public void SymmetricEigen(Span<double> a, Span<double> values, int size)
        {
            _inner.SymmetricEigen(a, values, size);
            Spoil(a, "dsyevd");
        }

        public void SymmetricEigenvalues(Span<double> a, Span<double> values, int size) =>
            _inner.SymmetricEigenvalues(a, values, size);

        private void Spoil(Span<double> result, string operation) =>
            result[result.Length / 2] += operation == wrong ? 1e-6 : 0;
    }
}
