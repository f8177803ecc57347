"""The built-in models are what the documents say; an operator's file is read with every fault named."""

import pytest

from bot.domain.errors import UnknownModel, UnsupportedOption
from bot.domain.request import ImageRequest
from bot.gateways.catalogue import CatalogueError, load_catalogue


@pytest.fixture
def own(tmp_path):
    """Writes an operator's file and loads the catalogue with it."""

    def load(text):
        path = tmp_path / "mine.toml"
        path.write_text(text, "utf-8")
        return load_catalogue(path)

    return load


@pytest.fixture
def faults(own):
    """The faults of an operator's file, without the file's name."""

    def load(text):
        with pytest.raises(CatalogueError) as caught:
            own(text)
        assert all(fault.split(": ", 1)[0].endswith("mine.toml") for fault in caught.value.faults)
        return [fault.split(": ", 1)[1] for fault in caught.value.faults]

    return load


def test_openoctopus_offers_the_schema_and_not_the_prose():
    model = load_catalogue().get("gpt-image-2")
    assert set(model.aspect_ratios) == {"1:1", "3:2", "2:3", "4:3", "16:9", "9:16", "3:4", "5:4", "21:9"}
    assert (model.gateway, model.slug) == ("openoctopus", "openoctopus/gpt-image-2-text-input")
    assert (model.resolutions, model.qualities) == (("1k", "2k", "4k"), ("low", "medium", "high"))
    assert set(model.output_formats) == {"png", "jpeg", "webp"}
    assert model.task_sizes(4) == (1, 1, 1, 1)
    fitted = model.fit(ImageRequest(prompt="a fox", model="gpt-image-2"))
    assert (fitted.resolution, fitted.quality, fitted.output_format) == ("1k", "medium", "png")
    assert fitted.aspect_ratio is None


def test_octopusx_offers_its_six_presets():
    model = load_catalogue().get("gpt-image-2-x")
    assert model.sizes == {
        "1:1": "1024x1024",
        "4:3": "1536x1152",
        "3:2": "1536x1024",
        "2:3": "1024x1536",
        "16:9": "1920x1080",
        "9:16": "1080x1920",
    }
    assert (model.gateway, model.slug, model.watermark) == ("octopusx", "gpt-image-2", True)
    assert model.task_sizes(4) == (4,)


@pytest.mark.parametrize("ratio", ["4:5", "3:4", "21:9"])
def test_octopusx_refuses_the_shapes_it_does_not_document(ratio):
    with pytest.raises(UnsupportedOption):
        load_catalogue().get("gpt-image-2-x").fit(
            ImageRequest(prompt="a fox", model="gpt-image-2-x", aspect_ratio=ratio)
        )


def test_every_request_that_fits_has_a_price():
    for model in load_catalogue().models.values():
        for resolution in (None, *model.resolutions):
            for quality in (None, *model.qualities):
                fitted = model.fit(
                    ImageRequest(prompt="x", model=model.name, resolution=resolution, quality=quality)
                )
                assert model.unit_price(fitted) > 0


def test_an_unknown_name_tells_the_known_ones():
    with pytest.raises(UnknownModel) as caught:
        load_catalogue().get("dall-e-9")
    assert caught.value.available == ("gpt-image-2", "gpt-image-2-x")


def test_only_models_with_a_gateway_behind_them_are_offered():
    catalogue = load_catalogue().served_by({"octopusx"})
    assert tuple(catalogue.models) == ("gpt-image-2-x",)
    assert load_catalogue().names({"openoctopus"}) == ("gpt-image-2",)


def test_an_operator_s_field_replaces_that_field_only(own):
    model = own('[models."gpt-image-2"]\nlabel = "Ours"\nmax_count = 1').get("gpt-image-2")
    assert (model.label, model.max_count) == ("Ours", 1)
    assert len(model.aspect_ratios) == 9


def test_an_operator_can_hide_and_add_models(own):
    catalogue = own(
        """
        [models."gpt-image-2-x"]
        enabled = false
        [models.large]
        gateway = "octopusx"
        slug = "gpt-image-2-pro"
        label = "Large"
        sizes = { "1:1" = "2048x2048" }
        prices = 9
        """
    )
    assert tuple(catalogue.models) == ("gpt-image-2", "large")
    assert catalogue.get("large").aspect_ratios == ("1:1",)
    assert catalogue.get("large").prices == {("", ""): 9}


def test_prices_may_follow_the_resolution_alone(own):
    catalogue = own(
        """
        [models.plain]
        gateway = "openoctopus"
        slug = "openoctopus/plain"
        label = "Plain"
        resolutions = ["1k", "2k"]
        defaults = { resolution = "1k" }
        prices = { 1k = 1, 2k = 3 }
        """
    )
    assert catalogue.get("plain").prices == {("1k", ""): 1, ("2k", ""): 3}


def test_every_fault_is_told_at_once(faults):
    told = faults(
        """
        speed = 3
        [models."gpt-image-2"]
        labl = "typo"
        max_count = 0
        aspect_ratios = ["1:1", "wide"]
        [models.mine]
        gateway = "openai"
        slug = "s"
        label = "l"
        prices = 1
        """
    )
    assert [fault.split(": ")[0] for fault in told] == [
        "speed",
        'models."gpt-image-2".aspect_ratios.1',
        'models."gpt-image-2".max_count',
        'models."gpt-image-2".labl',
        'models."mine".gateway',
    ]
    assert told[0].endswith("allowed: models")
    assert "16:9" in told[1]
    assert "allowed: gateway, slug, label" in told[3]
    assert "'openoctopus' or 'octopusx'" in told[4]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('defaults = { quality = "ultra" }', "defaults.quality: ultra is not offered; allowed: low, medium"),
        ('defaults = { tint = "red" }', "defaults.tint: no such field; allowed: aspect_ratio, resolution"),
        ('prices = { "1k" = { low = 1 } }', 'prices: no price for "1k"."medium"'),
        ("prices = { low = -1 }", "prices: must be whole credits from 0"),
        ('prices = "free"', "prices: must be whole credits from 0"),
        ("images_per_task = 2", "images_per_task: OpenOctopus makes one picture in a task; allowed: 1"),
        ("watermark = true", "watermark: OpenOctopus has no such option; leave it out"),
        ("max_references = 1", "max_references: OpenOctopus has no such option; leave it out"),
        ('gateway = "octopusx"', "resolutions: OctopusX has no such option; leave it out"),
        ('gateway = "octopusx"', "sizes: no size for 21:9"),
        ('sizes = { "1:1" = "large" }', 'sizes.1:1: must be pixels, as in "1536x1024"'),
        ('sizes = { big = "10x10" }', 'sizes.big: must be a ratio, as in "16:9"'),
    ],
)
def test_what_does_not_fit_is_named_with_what_would(faults, entry, expected):
    told = faults(f'[models."gpt-image-2"]\n{entry}')
    assert any(fault.startswith(f'models."gpt-image-2".{expected}') for fault in told), told


def test_a_price_for_no_choice_is_told_with_the_choices(faults):
    prices = "{ default = 1, low = 1, medium = 1, high = 1, huge = 9 }"
    (told,) = faults(f'[models."gpt-image-2-x"]\nprices = {prices}')
    assert told.startswith('models."gpt-image-2-x".prices: huge is no choice of this model; allowed: ')
    assert told.endswith('"default", "low", "medium", "high"')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[models", "not TOML"),
        ("models = 3", "models: must be tables"),
        ("[models]\nfoo = 3", 'models."foo": must be a table'),
        (f'[models."{"x" * 101}"]', "a name has 1 to 100 characters"),
        (
            '[models."gpt-image-2"]\nenabled = false\n[models."gpt-image-2-x"]\nenabled = false',
            "no model is left",
        ),
    ],
)
def test_a_broken_file_is_told_in_one_line(faults, text, expected):
    told = faults(text)
    assert len(told) == 1
    assert expected in told[0]


def test_a_file_that_is_not_there_or_not_text_is_told(tmp_path):
    with pytest.raises(CatalogueError, match="cannot be read: No such file"):
        load_catalogue(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogueError, match="not UTF-8"):
        load_catalogue(tmp_path / "latin.toml")
