terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = "acme-platform"
  region  = "europe-west1"
}

resource "google_storage_bucket" "archive" {
  name                        = "acme-archive"
  location                    = "EUROPE-WEST1"
  storage_class               = "COLDLINE"
  uniform_bucket_level_access = true

  versioning {
    enabled = true
  }

  lifecycle_rule {
    condition {
      age        = 90
      with_state = "ARCHIVED"
    }

    action {
      type = "Delete"
    }
  }
}
