using Gyrus.Glm;

namespace Gyrus.Tests.Glm;

public sealed class ObservationModelTests
{
    [Fact]
    public void IsConvex_OfEveryFamilyAndLink_IsThatOfItsLoss()
    {
        int compared = 0;
        foreach (Family family in Enum.GetValues<Family>())
        {
            foreach (Link link in Enum.GetValues<Link>())
            {
                var model = new ObservationModel { Family = family, Link = link };
                bool? loss = LossOf(model);
                Assert.True(loss is null || loss == model.IsConvex, $"{family} with {link}");
                compared += loss is null ? 0 : 1;
            }
        }

        Assert.Equal(13, compared);
    }

    /// <summary>Null where there is no such model.</summary>
    private static bool? LossOf(ObservationModel model)
    {
        try
        {
            return LossFactory.Create(model, [1], [1]).IsConvex;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
